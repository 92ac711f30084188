namespace FireCamp.Engine.Model;

/// <summary>An input is wrong; carries every mistake found in it, not just the first.</summary>
public sealed class InvalidInputException(string errorId, string subject, IReadOnlyList<Mistake> mistakes)
    : FireCampException(errorId, Describe(subject, mistakes), "Correct what is listed and run the command again.")
{
    public IReadOnlyList<Mistake> Mistakes { get; } = mistakes;

    private static string Describe(string subject, IReadOnlyList<Mistake> mistakes)
        => mistakes.Count == 1
            ? $"{subject}: {mistakes[0]}"
            : $"{subject} has {mistakes.Count} mistakes:{string.Concat(mistakes.Select(m => $"{Environment.NewLine}  {m}"))}";
}
