namespace FireCamp.Engine.Model;

/// <summary>A line that a member wrote.</summary>
/// <param name="Stream"><c>out</c>, <c>err</c>, or <c>agent</c> for what FireCamp itself noted about the member.</param>
public sealed record LogLine(DateTimeOffset Time, string Member, string Node, string Stream, string Text);
