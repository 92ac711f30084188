namespace FireCamp.Engine.Operations;

/// <summary>Somebody's word that a queued operation may be carried out.</summary>
/// <param name="By"><c>user@machine</c>.</param>
public sealed record OperationApproval(string By, DateTimeOffset At);
