namespace FireCamp.Engine.Operations;

/// <summary>Names the one unfinished operation of a subject. Stored under <c>unfinished/&lt;subject&gt;</c>.</summary>
internal sealed record UnfinishedMark(string Operation);
