namespace FireCamp.Engine.Catalog;

/// <summary>What an option's text must be.</summary>
public enum OptionType
{
    Text,
    Integer,
    Number,
    Boolean,

    /// <summary>Bytes, written with a unit: <c>512MB</c>.</summary>
    Size,

    /// <summary>Time, written with a unit: <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>2h</c>, <c>7d</c>.</summary>
    Duration,

    /// <summary>One of a closed list.</summary>
    Choice,
}
