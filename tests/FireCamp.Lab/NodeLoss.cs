namespace FireCamp.Lab;

/// <summary>A way in which the others lose a node.</summary>
public enum NodeLoss
{
    /// <summary>Its power is gone.</summary>
    Crash,

    /// <summary>Its network is gone; everything on it goes on.</summary>
    Cut,

    /// <summary>It stands still, and later goes on where it was.</summary>
    Freeze,
}
