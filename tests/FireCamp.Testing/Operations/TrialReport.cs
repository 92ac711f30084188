namespace FireCamp.Testing.Operations;

/// <summary>How much of an operation was tried.</summary>
public sealed record TrialReport(string Operation, int Steps, int StepRuns, int LogWrites, int Effects)
{
    private readonly SortedDictionary<string, int> trials = new(StringComparer.Ordinal);

    public int Trials => trials.Values.Sum();

    public IReadOnlyDictionary<string, int> ByKind => trials;

    internal void Count(string kind) => trials[kind] = trials.GetValueOrDefault(kind) + 1;

    public override string ToString()
        => $"{Operation}: {Steps} steps, {StepRuns} step runs, {LogWrites} log writes among {Effects} effects; {Trials} trials ("
           + $"{string.Join(", ", trials.Select(t => $"{t.Key}: {t.Value}"))})";
}
