namespace FireCamp.Agent.Containers;

/// <summary>A container as Docker describes it.</summary>
/// <param name="Path">The program it was made with.</param>
/// <param name="Args">That program's arguments.</param>
internal sealed record ContainerDetail(
    string Id, string? Path, IReadOnlyList<string>? Args, ContainerDetail.StateNow State, ContainerDetail.Configuration? Config)
{
    /// <summary>What it was labelled with; null when it wasn't.</summary>
    public string? Label(string name) => Config?.Labels?.GetValueOrDefault(name);

    /// <param name="Pid">Its first process, on this node; 0 while there is none.</param>
    internal sealed record StateNow(bool Running, int Pid, int ExitCode);

    /// <param name="Env">What its processes find in their environment, as <c>NAME=value</c>.</param>
    internal sealed record Configuration(IReadOnlyDictionary<string, string>? Labels, IReadOnlyList<string>? Env);
}
