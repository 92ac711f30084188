namespace FireCamp.Engine.Catalog.Templates;

/// <summary>A <c>{{ … }}</c> or <c>{% … %}</c> in a template.</summary>
/// <param name="Name">The tag's word, such as <c>if</c>; empty for <c>{{ … }}</c>.</param>
/// <param name="Markup">What stands inside, after the tag's word.</param>
/// <param name="Line">The line in its file, from 1.</param>
internal sealed record TemplateTag(string Name, string Markup, int Line)
{
    public bool IsOutput => Name.Length == 0;
}
