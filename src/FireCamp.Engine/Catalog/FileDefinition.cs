namespace FireCamp.Engine.Catalog;

/// <summary>A file that is rendered for each member and written before it starts.</summary>
/// <param name="Path">Relative to the data volume: <c>conf/postgresql.conf</c>.</param>
/// <param name="Template">The template's file name in the kind's folder. A name that doesn't end in <c>.liquid</c> is
/// copied as it is.</param>
/// <param name="When">A Liquid condition over the member's context; null for always.</param>
/// <param name="Applies">How a change of its content reaches a running member.</param>
public sealed record FileDefinition(string Path, string Template, string Mode, string? When, OptionApplies Applies)
{
    /// <summary>Whether a template's content is Liquid; else it is copied as it is.</summary>
    public static bool IsLiquid(string template) => template.EndsWith(".liquid", StringComparison.Ordinal);
}
