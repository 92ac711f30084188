using FireCamp.Engine.Catalog.Rules;
using FireCamp.Engine.Catalog.Yaml;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog;

/// <summary>Reads a kind's folder.</summary>
public static class CatalogReader
{
    /// <summary>The definition in the folder, checked: keys, types, names, and each name and filter in every template.</summary>
    /// <exception cref="InvalidInputException"><c>CatalogInvalid</c>, with every mistake and its file and line.</exception>
    public static ServiceDefinition Read(string folder) => Read(folder, CatalogRules.Static);

    /// <summary>As <see cref="Read(string)"/>, and renders every text for services made with several choices of options.</summary>
    /// <remarks>
    /// What users' own folders go through when they are registered; slower by the start of the template library, some
    /// 0.2 s.
    /// </remarks>
    /// <exception cref="InvalidInputException">As <see cref="Read(string)"/>.</exception>
    public static ServiceDefinition Verify(string folder) => Read(folder, CatalogRules.All);

    private static ServiceDefinition Read(string folder, IReadOnlyList<ICatalogRule> rules)
    {
        var log = new MistakeLog();
        var text = CatalogFiles.Read(folder, CatalogNames.File, log.Mistakes.Add);
        var root = text is null ? null : YamlTree.Parse(CatalogNames.File, text, log.Mistakes);
        if (root is null)
        {
            throw Invalid(folder, log.Mistakes);
        }

        var definition = DefinitionReader.Read(root, Path.GetFullPath(folder), log);
        var source = new CatalogSource(root, ReadTemplates(definition, new CatalogSource(root, CatalogSource.None.Templates), log));
        definition = definition with { Source = source };
        var check = new CatalogCheck(definition, log.Damaged);
        foreach (var rule in rules.TakeWhile(r => !r.NeedsWholeDefinition || log.Mistakes.Count == 0))
        {
            log.Mistakes.AddRange(rule.Check(check));
        }

        return log.Mistakes.Count == 0 ? definition : throw Invalid(folder, log.Mistakes);
    }

    private static Dictionary<string, string> ReadTemplates(ServiceDefinition definition, CatalogSource source, MistakeLog log)
    {
        var templates = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < definition.Files.Count; i++)
        {
            var name = definition.Files[i].Template;
            if (!FileRule.IsTemplateName(name) || templates.ContainsKey(name))
            {
                continue;
            }

            if (definition.TemplateFolders.FirstOrDefault(f => File.Exists(Path.Combine(f, name))) is not { } folder)
            {
                log.Mistakes.Add(new Mistake(source.Where($"files[{i}].template"), $"the folder has no file '{name}'."));
            }
            else if (CatalogFiles.Read(folder, name, log.Mistakes.Add) is { } text)
            {
                templates[name] = text;
            }
        }

        return templates;
    }

    private static InvalidInputException Invalid(string folder, IEnumerable<Mistake> mistakes)
    {
        var kind = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return new InvalidInputException("CatalogInvalid", $"The catalog '{kind}'", [.. mistakes.Distinct()]) { Target = kind };
    }
}
