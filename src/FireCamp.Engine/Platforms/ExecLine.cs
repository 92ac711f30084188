namespace FireCamp.Engine.Platforms;

/// <summary>A line of a running command.</summary>
/// <param name="Stream"><c>out</c> or <c>err</c>.</param>
public sealed record ExecLine(string Stream, string Text);
