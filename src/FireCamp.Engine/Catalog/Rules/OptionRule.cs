using FireCamp.Engine.Catalog.Options;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Rules;

/// <summary>An option's limits fit its type, and its default keeps them.</summary>
internal sealed class OptionRule : ICatalogRule
{
    public IEnumerable<Mistake> Check(CatalogCheck check)
        => check.Definition.Options.Index()
            .Where(o => check.IsWhole($"options[{o.Index}]"))
            .SelectMany(o => Check(check, o.Item, $"options[{o.Index}]"));

    private static IEnumerable<Mistake> Check(CatalogCheck check, OptionDefinition option, string path) =>
    [
        .. CheckChoices(option).Select(m => check.At($"{path}.choices", m)),
        .. CheckLimit(option, option.Minimum).Select(m => check.At($"{path}.minimum", m)),
        .. CheckLimit(option, option.Maximum).Select(m => check.At($"{path}.maximum", m)),
        .. CheckStep(option).Select(m => check.At($"{path}.step", m)),
        .. CheckPattern(option).Select(m => check.At($"{path}.pattern", m)),
        .. CheckDefault(option).Select(m => check.At($"{path}.default", m)),
    ];

    private static IEnumerable<string> CheckChoices(OptionDefinition option)
    {
        var isChoice = option.Type == OptionType.Choice;
        if (isChoice && option.Choices.Count == 0)
        {
            yield return "an option of type choice needs 'choices'.";
        }
        else if (!isChoice && option.Choices.Count > 0)
        {
            yield return "'choices' are for options of type choice.";
        }
        else if (option.Choices.Distinct(StringComparer.OrdinalIgnoreCase).Count() < option.Choices.Count)
        {
            yield return "two choices are the same.";
        }
    }

    private static IEnumerable<string> CheckLimit(OptionDefinition option, string? limit)
    {
        if (limit is null)
        {
            yield break;
        }

        if (option.Type is OptionType.Text or OptionType.Boolean or OptionType.Choice)
        {
            yield return $"an option of type {option.Type.ToString().ToLowerInvariant()} has no least or greatest value.";
        }
        else if (OptionText.Canonical(option, limit) is null)
        {
            yield return $"'{limit}' is not {OptionText.Form(option)}.";
        }
        else if (limit == option.Maximum && Magnitude(option, option.Minimum) > Magnitude(option, limit))
        {
            yield return $"the maximum, {limit}, is less than the minimum, {option.Minimum}.";
        }
    }

    private static IEnumerable<string> CheckStep(OptionDefinition option)
    {
        if (option.Step > 0 && option.Type != OptionType.Integer)
        {
            yield return "'step' is for options of type integer.";
        }
    }

    private static IEnumerable<string> CheckPattern(OptionDefinition option)
    {
        if (option.Pattern is not { } pattern)
        {
            yield break;
        }

        if (option.Type != OptionType.Text)
        {
            yield return "'pattern' is for options of type text.";
        }

        if (!OptionLimits.IsPattern(pattern, out var problem))
        {
            yield return $"'{pattern}' is no regular expression: {problem}";
        }
    }

    private static IEnumerable<string> CheckDefault(OptionDefinition option)
    {
        var canBeChecked = option.Default is { } text
            && !text.Contains("{{", StringComparison.Ordinal)
            && (option.Pattern is null || OptionLimits.IsPattern(option.Pattern, out _));
        return canBeChecked ? OptionLimits.Check(option, option.Default!, out _).Select(m => $"the default breaks the option's own limits: {m}") : [];
    }

    private static decimal? Magnitude(OptionDefinition option, string? limit)
        => limit is not null && OptionText.Canonical(option, limit) is { } canonical ? OptionText.Magnitude(option.Type, canonical) : null;
}
