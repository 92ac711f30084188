namespace Microsoft.PowerShell.Commands;

/// <summary>What an error written by Write-Error without an exception of its own carries.</summary>
public sealed class WriteErrorException(string message) : SystemException(message);
