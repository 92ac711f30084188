namespace FireCamp.Agent.Members;

/// <summary>A member's process on this node, from its gate to its end; disposed once it has ended, by force if it hadn't.</summary>
internal interface IMemberProcess : IAsyncDisposable
{
    /// <summary>The main process's id, as this agent sees it.</summary>
    int Id { get; }

    /// <summary>Completes once the main process has ended.</summary>
    Task Ended { get; }

    /// <summary>Opens its gate: it becomes the program that was asked for. Returns as well when it ended before.</summary>
    Task LetGoAsync(CancellationToken cancel);

    /// <summary>Passes on each line that it writes with its stream (<c>out</c>, <c>err</c>), one at a time, until there are no more.</summary>
    Task ReadAsync(Action<string, string> line);

    /// <summary>Sends a signal to the main process only.</summary>
    void Signal(int signal);

    /// <summary>SIGKILL to everything of it. Quick, and doesn't throw.</summary>
    void Kill();

    /// <summary>How it ended, such as "exit code 1" or "signal KILL".</summary>
    Task<string> HowEndedAsync();
}
