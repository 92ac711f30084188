namespace FireCamp.HelpBuilder;

/// <param name="Code">The command and what it prints, as one block.</param>
internal sealed record HelpExample(string Title, string Code, IReadOnlyList<string> Remarks);
