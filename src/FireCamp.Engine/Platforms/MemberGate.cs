namespace FireCamp.Engine.Platforms;

/// <summary>What a member's container starts: it waits at the gate in its data volume, where the agent says what it becomes.</summary>
internal static class MemberGate
{
    public static IReadOnlyList<string> Command(string dataPath)
        => ["/bin/sh", "-c", $"trap 'exit 143' TERM INT QUIT; . {dataPath}/run/gate"];
}
