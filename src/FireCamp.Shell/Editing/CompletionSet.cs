namespace FireCamp.Shell.Editing;

/// <summary>What could stand in place of a part of the text.</summary>
internal sealed record CompletionSet(int Start, int Length, IReadOnlyList<CompletionChoice> Choices)
{
    public static CompletionSet Empty { get; } = new(0, 0, []);
}
