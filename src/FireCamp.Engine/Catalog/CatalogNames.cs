namespace FireCamp.Engine.Catalog;

/// <summary>Names that the engine itself looks for in a definition.</summary>
public static class CatalogNames
{
    public const string File = "catalog.yaml";

    public const string DataVolume = "data";

    public const string ClientPort = "client";

    public const string Initialize = "initialize";

    /// <summary>The action by which a running server reads its rewritten files.</summary>
    public const string Reload = "reload";

    /// <summary>The action that says whether the server runs with what its files say, and fails when it refused any of it.</summary>
    public const string Check = "check";

    /// <summary>The action by which a primary takes the passwords that its files have now.</summary>
    public const string Rotate = "rotate";

    /// <summary>The action that holds a member still while its volumes are copied: held open until <see cref="Resume"/> is run.</summary>
    public const string Quiesce = "quiesce";

    /// <summary>The action that ends <see cref="Quiesce"/>.</summary>
    public const string Resume = "resume";

    /// <summary>Where an action runs: once, on the service's first member.</summary>
    public const string OnFirst = "first";

    /// <summary>Where an action runs: on each member.</summary>
    public const string OnEach = "each";

    /// <summary>Where an action runs: on each primary.</summary>
    public const string OnPrimary = "primary";
}
