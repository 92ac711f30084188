namespace FireCamp.Engine.Platforms;

/// <summary>Runs commands inside members, through the agents of their nodes.</summary>
public interface IMemberExecutor
{
    /// <summary>Runs a command as the member's user, in its environment, next to its process.</summary>
    /// <param name="output">Gets each line as it is written.</param>
    /// <exception cref="Model.FireCampException">The member does not run, or its node does not answer.</exception>
    Task<ExecResult> ExecuteAsync(string service, string member, ExecRequest request, IProgress<ExecLine>? output, CancellationToken cancel);
}
