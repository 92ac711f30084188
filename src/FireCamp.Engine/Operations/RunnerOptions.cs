namespace FireCamp.Engine.Operations;

/// <summary>Who runs operations here, and how patiently.</summary>
public sealed record RunnerOptions
{
    /// <summary>Who is written down as having done it. Default <c>user@machine</c>.</summary>
    public string Actor { get; init; } = $"{Environment.UserName}@{Environment.MachineName}";

    /// <summary>The process that runs, so that others on this machine can see that it died.</summary>
    public RunnerProcess Process { get; init; } = RunnerProcess.Current;

    /// <summary>How often a runner gives a sign of life. Default 1 s.</summary>
    public TimeSpan BeatInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long another session must see no sign of life before it may take over, on its own clock. Default 3 s.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>For how long an operation waits for a store that can't be reached; zero for not at all. Default 5 min.</summary>
    public TimeSpan OutagePatience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The waits before each further try to take a step back; then the operation is stuck. Default 0.5, 1, 2, 4 s.</summary>
    public IReadOnlyList<TimeSpan> UndoRetries { get; init; } =
        [TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];

    /// <summary>How many items of a step run at once at most. Default 16.</summary>
    public int Parallelism { get; init; } = 16;

    /// <summary>Makes an operation's id: short, as people type it. Default 8 random letters and digits.</summary>
    public Func<string> NewId { get; init; } = OperationId.New;
}
