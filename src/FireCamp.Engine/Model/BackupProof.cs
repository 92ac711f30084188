namespace FireCamp.Engine.Model;

/// <summary>That a backup was restored and found good.</summary>
/// <param name="Cluster">Where it was restored.</param>
/// <param name="Operation">The operation that did it.</param>
/// <param name="Took">How long it took to restore it and to look at what it holds.</param>
public sealed record BackupProof(DateTimeOffset At, string By, string Cluster, string Operation, TimeSpan Took);
