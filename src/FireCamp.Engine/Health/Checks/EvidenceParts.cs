namespace FireCamp.Engine.Health.Checks;

/// <summary>What of a service's evidence takes more than a read of its records.</summary>
[Flags]
public enum EvidenceParts
{
    None = 0,

    /// <summary>What its kind makes of it now.</summary>
    Drift = 1,

    /// <summary>Its members' files, as their agents see them.</summary>
    Files = 2,

    /// <summary>The certificates of the agents of its members' nodes.</summary>
    Certificates = 4,
}
