namespace FireCamp.Engine.Platforms;

/// <summary>Runs commands inside members, has them looked at and refreshed, through the agents of their nodes.</summary>
public interface IMemberExecutor
{
    /// <summary>Runs a command as the member's user, in its environment, next to its process.</summary>
    /// <param name="output">Gets each line as it is written.</param>
    /// <exception cref="Model.FireCampException">The member does not run, or its node does not answer.</exception>
    Task<ExecResult> ExecuteAsync(string service, string member, ExecRequest request, IProgress<ExecLine>? output, CancellationToken cancel);

    /// <summary>Which of a running member's files are not as its agent wrote them: by path, and what is wrong with each, in a word.</summary>
    /// <exception cref="Model.FireCampException">The member does not run, or its node does not answer.</exception>
    Task<IReadOnlyDictionary<string, string>> FindChangedFilesAsync(string service, string member, CancellationToken cancel);

    /// <summary>Until when the certificate of the agent at an endpoint is good; null where it needs none.</summary>
    /// <exception cref="Model.FireCampException">Nobody answers, or it is not a certificate that can be accepted.</exception>
    Task<DateTimeOffset?> FindExpiryAsync(string endpoint, CancellationToken cancel);

    /// <summary>Returns once the store holds the member's report by a probe that began after the call.</summary>
    /// <remarks>Members are probed every second, so what a report says may be older than the change that one waits for the effect of.</remarks>
    /// <exception cref="Model.FireCampException">The member does not run, or its node does not answer; both may pass.</exception>
    Task LookAsync(string service, string member, CancellationToken cancel);

    /// <summary>The running member's files, probe and actions are those of its recorded spec; its process isn't restarted or told.</summary>
    /// <remarks>
    /// What the process was started with, its command and environment, stays until its next start, which takes the recorded spec by itself.
    /// </remarks>
    /// <exception cref="Model.FireCampException">The member does not run, or its node does not answer; both may pass.</exception>
    Task RefreshAsync(string service, string member, CancellationToken cancel);
}
