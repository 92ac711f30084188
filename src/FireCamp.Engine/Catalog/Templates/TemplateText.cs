namespace FireCamp.Engine.Catalog.Templates;

/// <summary>A text of a definition that may hold Liquid.</summary>
/// <param name="File">The file that it stands in.</param>
/// <param name="Line">The line of the file on which it begins.</param>
internal readonly record struct TemplateText(string Text, string File, int Line)
{
    public bool IsPlain => !Text.Contains("{{", StringComparison.Ordinal) && !Text.Contains("{%", StringComparison.Ordinal);
}
