namespace FireCamp.Agent.Containers;

/// <summary>How a member's place on this node lies idle.</summary>
/// <param name="Since">For how long, at least.</param>
/// <param name="IsMounted">Whether dockerd holds a mount of it that it hasn't taken back.</param>
/// <param name="HasFailed">Whether its last container ended by itself, so that the next one is soon started here.</param>
internal sealed record MountIdle(TimeSpan Since, bool IsMounted, bool HasFailed);
