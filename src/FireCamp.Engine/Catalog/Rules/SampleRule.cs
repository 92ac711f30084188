using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Rules;

/// <summary>Everything renders: with the defaults, with each other choice of an option, and on the least memory.</summary>
internal sealed class SampleRule : ICatalogRule
{
    public bool NeedsWholeDefinition => true;

    public IEnumerable<Mistake> Check(CatalogCheck check)
    {
        var definition = check.Definition;
        var standard = SampleService.Required(definition);
        var defaults = Try(definition, standard, definition.Memory.Default, isDefault: true);
        return defaults.Count > 0 ? defaults : Try(definition, standard, definition.Memory.Minimum, isDefault: true)
            .Concat(SampleService.Variations(definition).SelectMany(
                choice => Try(definition, standard.Concat(choice).ToDictionary(), definition.Memory.Default, isDefault: false)))
            .Distinct();
    }

    private static IReadOnlyList<Mistake> Try(
        ServiceDefinition definition, Dictionary<string, string> given, ByteSize memory, bool isDefault)
    {
        try
        {
            foreach (var version in isDefault ? definition.Versions : [VersionResolver.Resolve(definition, null)])
            {
                SampleService.Render(definition, version, given, memory);
            }

            return [];
        }
        catch (InvalidInputException e) when (e.ErrorId is "OptionsInvalid" or "TopologyInvalid")
        {
            // A choice may go only with others, which rules say; the defaults must go together.
            return isDefault ? [.. e.Mistakes.Select(m => Default(definition, m, memory))] : [];
        }
        catch (InvalidInputException e)
        {
            return e.Mistakes;
        }
    }

    private static Mistake Default(ServiceDefinition definition, Mistake mistake, ByteSize memory)
    {
        var at = definition.Options.Index().FirstOrDefault(o => o.Item.Name == mistake.Where).Index;
        return new Mistake(
            definition.Source.Where($"options[{at}].default"), $"with all defaults and {memory} of memory, {mistake.Where}: {mistake.Message}");
    }
}
