namespace FireCamp.Engine.Model;

/// <summary>One check of a service and what it found.</summary>
/// <param name="Check">What was looked at: <c>Members</c>, <c>Lag</c>, <c>Disk</c> …</param>
/// <param name="Target">The thing: the service, a member, a volume, a node, an operation.</param>
/// <param name="Message">What was seen, as a sentence.</param>
/// <param name="NextStep">What a person can do about it; empty when there is nothing to do.</param>
public sealed record ServiceCheck(
    string Cluster, string Service, string Check, string Target, CheckOutcome Outcome, string Message, string NextStep);
