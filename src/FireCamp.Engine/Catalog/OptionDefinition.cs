namespace FireCamp.Engine.Catalog;

/// <summary>One choice that users have.</summary>
public sealed record OptionDefinition
{
    /// <summary>Pascal case; also the dynamic parameter's name: <c>MaxConnections</c>.</summary>
    public required string Name { get; init; }

    public OptionType Type { get; init; } = OptionType.Text;

    /// <summary>The value when the user gives none, as written in the file; null where the user must say. May be a Liquid expression over
    /// <c>service.memory</c> when it holds <c>{{</c>.</summary>
    public string? Default { get; init; }

    /// <summary>Least and greatest value, in the type's own writing; null for none.</summary>
    public string? Minimum { get; init; }

    public string? Maximum { get; init; }

    /// <summary>Values count from the minimum in steps of this; 2 with minimum 1 allows 1, 3, 5 … 0 for no steps.</summary>
    public int Step { get; init; }

    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>A regular expression that text must match as a whole; null for none.</summary>
    public string? Pattern { get; init; }

    public OptionApplies Applies { get; init; } = OptionApplies.Restart;

    /// <summary>One or two sentences for people: what it does, and why one would change it.</summary>
    public required string Help { get; init; }

    /// <summary>Said when a limit is broken, after the limit itself: why it is there.</summary>
    public string? Why { get; init; }
}
