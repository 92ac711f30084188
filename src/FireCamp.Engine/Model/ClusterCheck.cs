namespace FireCamp.Engine.Model;

/// <summary>One check of a cluster and what it found.</summary>
/// <param name="Check">What was looked at: <c>Store</c>, <c>Node</c>, <c>Names</c> …</param>
/// <param name="Target">The thing: a node, an endpoint, a zone, a file.</param>
/// <param name="Message">What was seen, as a sentence.</param>
/// <param name="NextStep">What a person can do about it; empty when there is nothing to do.</param>
public sealed record ClusterCheck(string Cluster, string Check, string Target, CheckOutcome Outcome, string Message, string NextStep);
