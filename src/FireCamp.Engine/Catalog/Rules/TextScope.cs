namespace FireCamp.Engine.Catalog.Rules;

/// <summary>Which names a text may use.</summary>
internal enum TextScope
{
    /// <summary>Only the service's kind, version and memory.</summary>
    Defaults,

    /// <summary>These and the options.</summary>
    Choices,

    /// <summary>Everything about a member and its service.</summary>
    Member,
}
