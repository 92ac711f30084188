namespace FireCamp.Engine.Catalog.Rules;

/// <summary>A text of a definition that is Liquid.</summary>
/// <param name="Path">Such as <c>start.command[1]</c>.</param>
/// <param name="IsPublic">Whether everybody may see it once it is rendered, so that no secret may be in it.</param>
internal sealed record DefinitionText(string Path, string Text, TextScope Scope, bool IsCondition = false, bool IsPublic = false);
