namespace FireCamp.Engine.Model;

/// <summary>Where a node stands.</summary>
public enum NodePhase
{
    /// <summary>Nothing is known yet.</summary>
    Unknown,

    /// <summary>Its agent renews its lease.</summary>
    Up,

    /// <summary>Its lease ran out, or its agent does not run.</summary>
    Down,

    /// <summary>It was stopped on purpose.</summary>
    Stopped,

    /// <summary>Its agent runs, and it is kept free of members until it is resumed. While it is emptied some may still run there.</summary>
    Suspended,
}
