namespace FireCamp.Shell.Startup;

/// <summary>The command line can't be understood; the message names the argument.</summary>
internal sealed class ShellUsageException(string message) : Exception(message);
