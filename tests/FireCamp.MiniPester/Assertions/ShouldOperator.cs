namespace FireCamp.MiniPester.Assertions;

/// <summary>
/// One operator: when it holds, and what to say of the expectation, with <c>{0}</c> for the expected value. <paramref
/// name="Negated"/> is the same for -Not.
/// </summary>
internal sealed record ShouldOperator(string Name, Func<Comparison, bool> Holds, string Expectation, string Negated)
{
    /// <summary>Returns why the comparison doesn't stand; null when it does.</summary>
    public string? Check(Comparison comparison, bool not, string? because)
    {
        if (Holds(comparison) != not)
        {
            return null;
        }

        var expectation = string.Format(null, not ? Negated : Expectation, Values.Show(comparison.Expected));
        var reason = string.IsNullOrWhiteSpace(because) ? string.Empty : $" because {because.Trim()},";
        return $"Expected {expectation},{reason} but got {Values.Show(comparison.Actual)}.";
    }
}
