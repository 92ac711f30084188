namespace Microsoft.PowerShell.Commands;

/// <summary>A process isn't there or can't be dealt with.</summary>
public sealed class ProcessCommandException(string message) : SystemException(message);
