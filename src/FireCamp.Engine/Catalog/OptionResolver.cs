using FireCamp.Engine.Catalog.Options;
using FireCamp.Engine.Catalog.Rendering;
using FireCamp.Engine.Catalog.Templates;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog;

/// <summary>Completes what a user chose with the kind's defaults, and checks it.</summary>
public static class OptionResolver
{
    /// <summary>Every option of the kind with its canonical text; see <see cref="ServiceSpec.Options"/>.</summary>
    /// <param name="given">Option name (case doesn't matter) → text as the user gave it.</param>
    /// <param name="memory">What each member reserves.</param>
    /// <exception cref="InvalidInputException"><c>OptionsInvalid</c>, with every mistake in options, memory and the
    /// ports that follow.</exception>
    public static IReadOnlyDictionary<string, string> Resolve(
        ServiceDefinition definition,
        VersionDefinition version,
        IReadOnlyDictionary<string, string> given,
        ByteSize memory)
    {
        var mistakes = new List<Mistake>();
        if (memory < definition.Memory.Minimum)
        {
            mistakes.Add(new Mistake("Memory", $"{memory} is too little: {definition.Kind} members need {definition.Memory.Minimum} at least."));
        }

        var known = MatchNames(definition, given, mistakes);
        var options = Complete(definition, version, known, memory, mistakes);
        if (options.Count == definition.Options.Count)
        {
            var context = ServiceContext.ForChoices(definition, version.Version, memory, options);
            CheckRules(definition, context, mistakes);
            PortResolver.Resolve(definition, context, options, mistakes);
        }

        return mistakes.Count == 0
            ? options
            : throw new InvalidInputException("OptionsInvalid", $"The choice of {definition.Kind} options", mistakes) { Target = definition.Kind };
    }

    /// <summary>What options have when the user chooses nothing, in canonical text; without those that have no default.</summary>
    public static IReadOnlyDictionary<string, string> Defaults(ServiceDefinition definition, VersionDefinition version, ByteSize memory)
    {
        var context = ServiceContext.ForDefaults(definition, version.Version, memory);
        var defaults = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (i, option) in definition.Options.Index().Where(o => o.Item.Default is not null))
        {
            var text = TemplateEngine.Render(definition.Source.Text($"options[{i}].default", option.Default!), context);
            defaults[option.Name] = OptionText.Canonical(option, text) ?? text;
        }

        return defaults;
    }

    private static Dictionary<string, string> MatchNames(
        ServiceDefinition definition, IReadOnlyDictionary<string, string> given, List<Mistake> mistakes)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, text) in given)
        {
            var option = definition.Options.FirstOrDefault(o => o.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (option is null)
            {
                var hint = Nearest.Hint(name, [.. definition.Options.Select(o => o.Name)]);
                mistakes.Add(new Mistake(name, $"{definition.Kind} has no option '{name}'.{hint}"));
            }
            else if (!known.TryAdd(option.Name, text))
            {
                mistakes.Add(new Mistake(option.Name, "the option is given twice."));
            }
        }

        return known;
    }

    private static Dictionary<string, string> Complete(
        ServiceDefinition definition, VersionDefinition version, Dictionary<string, string> given, ByteSize memory, List<Mistake> mistakes)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        var context = ServiceContext.ForDefaults(definition, version.Version, memory);
        for (var i = 0; i < definition.Options.Count; i++)
        {
            var option = definition.Options[i];
            if (!given.TryGetValue(option.Name, out var text))
            {
                text = option.Default is { } standard
                    ? TemplateEngine.Render(definition.Source.Text($"options[{i}].default", standard), context)
                    : null;
            }

            if (text is null)
            {
                mistakes.Add(new Mistake(option.Name, $"the option must be given: {OptionText.Form(option)}. {option.Help.Trim()}"));
                continue;
            }

            var broken = OptionLimits.Check(option, text, out var canonical);
            mistakes.AddRange(broken.Select(b => new Mistake(option.Name, b)));
            if (broken.Count == 0)
            {
                options[option.Name] = canonical;
            }
        }

        return options;
    }

    private static void CheckRules(ServiceDefinition definition, DotLiquid.Hash context, List<Mistake> mistakes)
    {
        for (var i = 0; i < definition.Rules.Count; i++)
        {
            var rule = definition.Rules[i];
            if (!TemplateEngine.Holds(definition.Source.Text($"rules[{i}].assert", rule.Assert), context))
            {
                var message = TemplateEngine.Render(definition.Source.Text($"rules[{i}].message", rule.Message), context);
                mistakes.Add(new Mistake(string.Join(", ", rule.Options), message.Trim()));
            }
        }
    }
}
