namespace FireCamp.MiniPester.Assertions;

/// <summary>What an operator is given.</summary>
internal sealed record Comparison(object? Actual, object? Expected)
{
    /// <summary>The actual value as a list: null is none, a single value is one.</summary>
    public IReadOnlyList<object?> ActualItems => Values.Items(Actual);

    public IReadOnlyList<object?> ExpectedItems => Values.Items(Expected);
}
