namespace FireCamp.Engine.Catalog.Templates;

/// <summary>A word of a tag's markup.</summary>
internal readonly record struct MarkupToken(MarkupTokenKind Kind, string Text);
