namespace FireCamp.Engine.Catalog;

/// <summary>Names that the engine itself looks for in a definition.</summary>
public static class CatalogNames
{
    public const string File = "catalog.yaml";

    public const string DataVolume = "data";

    public const string ClientPort = "client";

    public const string Initialize = "initialize";

    public const string Reload = "reload";

    /// <summary>Where an action runs: once, on the service's first member.</summary>
    public const string OnFirst = "first";

    /// <summary>Where an action runs: on each member.</summary>
    public const string OnEach = "each";

    /// <summary>Where an action runs: on each primary.</summary>
    public const string OnPrimary = "primary";
}
