using FireCamp.Engine.Catalog.Rendering;
using FireCamp.Engine.Catalog.Templates;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Rules;

/// <summary>Every template, text and condition is good Liquid, and uses names and filters that there are.</summary>
internal sealed class TextRule : ICatalogRule
{
    public IEnumerable<Mistake> Check(CatalogCheck check)
    {
        var definition = check.Definition;
        var mistakes = new List<Mistake>();
        foreach (var text in DefinitionTexts.Of(definition))
        {
            var names = text.Scope switch
            {
                TextScope.Defaults => Scopes.Defaults,
                TextScope.Choices => check.Choices,
                _ => check.Member,
            };
            Check(definition.Source.Text(text.Path, text.Text), names, text.IsCondition, mistakes);
        }

        foreach (var (name, text) in definition.Source.Templates.Where(t => FileDefinition.IsLiquid(t.Key)))
        {
            Check(new TemplateText(text, name, 1), check.Member, isCondition: false, mistakes);
        }

        return mistakes;
    }

    private static void Check(TemplateText text, NameTree names, bool isCondition, List<Mistake> mistakes)
    {
        void Note(int line, string message) => mistakes.Add(new Mistake($"{text.File}:{line}", message));
        if (isCondition)
        {
            TemplateChecker.CheckCondition(text.Text, text.Line, names, Note);
        }
        else
        {
            TemplateChecker.Check(text.Text, text.Line, names, Note);
        }
    }
}
