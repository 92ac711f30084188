using FireCamp.Engine.Model;

namespace FireCamp.Engine;

/// <summary>What an invocation of a backup policy did for a service, and what went wrong.</summary>
/// <param name="Failure">Null unless it failed.</param>
public sealed record BackupTurnReport(BackupTurnResult Result, Exception? Failure);
