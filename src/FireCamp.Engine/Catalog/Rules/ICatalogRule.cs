using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Rules;

/// <summary>One thing that must hold for a definition.</summary>
internal interface ICatalogRule
{
    /// <summary>Whether the rule works only on a definition without any other mistake.</summary>
    bool NeedsWholeDefinition => false;

    /// <summary>
    /// Every place that breaks the rule. What was noted when the file was read isn't repeated: stand-ins for it are
    /// left alone.
    /// </summary>
    IEnumerable<Mistake> Check(CatalogCheck check);
}
