namespace FireCamp.Shell;

/// <summary>The exit codes that are the Shell's own; a script's <c>exit n</c> passes through unchanged.</summary>
internal static class ExitCodes
{
    public const int Success = 0;
    public const int Failure = 1;

    /// <summary>A wrong command line; what pwsh returns for it too.</summary>
    public const int Usage = 64;

    /// <summary>128 + SIGINT, as every Unix shell reports it.</summary>
    public const int Interrupted = 130;

    /// <summary>128 + SIGTERM.</summary>
    public const int Terminated = 143;
}
