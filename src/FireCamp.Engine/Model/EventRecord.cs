namespace FireCamp.Engine.Model;

/// <summary>Something that happened, kept: who did what to what, when.</summary>
/// <param name="Actor">A person (<c>user@machine</c>) or an agent (<c>agent/node-1</c>).</param>
/// <param name="Subject">What it is about: <c>service/mypg</c>, <c>member/mypg-0</c>, <c>node/node-1</c>, <c>cluster/t1</c>.</param>
/// <param name="Action">A word for programs: <c>OperationSucceeded</c>, <c>Placed</c>, <c>Failover</c> …</param>
public sealed record EventRecord(DateTimeOffset Time, string Actor, string Subject, string Action, string Message);
