namespace FireCamp.Engine.Platforms;

/// <summary>Why a node is kept free of members.</summary>
public enum DrainReason
{
    /// <summary>A person asked for it; only a person lets it back.</summary>
    Suspended,

    /// <summary>Its claims ran out; it is let back when its agent returns.</summary>
    Lost,
}
