using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace FireCamp.Shell.Shims.Internals;

/// <summary>What Select-Object makes of one object.</summary>
internal sealed class ObjectProjection
{
    private readonly IReadOnlyList<PropertyArgument> properties;
    private readonly IReadOnlyList<WildcardPattern> excluded;
    private readonly PSPropertyExpression? expanded;

    private ObjectProjection(
        IReadOnlyList<PropertyArgument> properties,
        IReadOnlyList<WildcardPattern> excluded,
        PSPropertyExpression? expanded)
    {
        this.properties = properties;
        this.excluded = excluded;
        this.expanded = expanded;
    }

    public static ObjectProjection Create(object[]? property, string[]? excludeProperty, string? expandProperty)
    {
        // Excluding alone means "all but".
        var arguments = PropertyArgument.ParseAll(
            property ?? (excludeProperty is null || expandProperty is not null ? null : ["*"]));
        var patterns = (excludeProperty ?? []).Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase));
        var expression = expandProperty is null ? null : new PSPropertyExpression(expandProperty);
        return new ObjectProjection(arguments, [.. patterns], expression);
    }

    /// <summary>Returns one object, or with an expanded property as many as that has.</summary>
    public IEnumerable<PSObject> Apply(PSObject input, Action<ErrorRecord> report)
    {
        if (expanded is not null)
        {
            return Expand(input, report);
        }

        return [properties.Count == 0 ? input : Project(input, report)];
    }

    private PSObject Project(PSObject input, Action<ErrorRecord> report)
    {
        var result = new PSObject();
        result.TypeNames.Insert(0, $"Selected.{input.TypeNames[0]}");
        AddProperties(result, input, report);
        return result;
    }

    private void AddProperties(PSObject result, PSObject input, Action<ErrorRecord> report)
    {
        foreach (var argument in properties)
        {
            foreach (var (name, value) in Values(argument, input))
            {
                if (excluded.Any(pattern => pattern.IsMatch(name)))
                {
                    continue;
                }

                if (result.Properties[name] is null)
                {
                    result.Properties.Add(new PSNoteProperty(name, value));
                }
                else if (!argument.Expression.HasWildCardCharacters)
                {
                    report(new ErrorRecord(
                        new PSArgumentException(
                            $"The property cannot be processed because the property \"{name}\" already exists."),
                        "AlreadyExistingUserSpecifiedPropertyNoExpand", ErrorCategory.InvalidOperation, input));
                }
            }
        }
    }

    private static IEnumerable<(string Name, object? Value)> Values(PropertyArgument argument, PSObject input)
    {
        if (argument.Expression.Script is not null)
        {
            yield return (argument.Label ?? argument.Expression.ToString(), argument.ValueFor(input));
            yield break;
        }

        var resolved = argument.Expression.ResolveNames(input);
        foreach (var expression in resolved)
        {
            var value = expression.GetValues(input).FirstOrDefault();
            yield return (argument.Label ?? expression.ToString(), value?.Result);
        }

        // A property that isn't there is still a column.
        if (resolved.Count == 0 && !argument.Expression.HasWildCardCharacters)
        {
            yield return (argument.Label ?? argument.Expression.ToString(), null);
        }
    }

    private List<PSObject> Expand(PSObject input, Action<ErrorRecord> report)
    {
        var found = expanded!.GetValues(input).FirstOrDefault();
        if (found is null)
        {
            report(new ErrorRecord(
                new PSArgumentException($"Property \"{expanded}\" cannot be found."),
                "ExpandPropertyNotFound", ErrorCategory.InvalidArgument, input));
            return [];
        }

        var items = LanguagePrimitives.GetEnumerable(found.Result)?.Cast<object?>() ?? [found.Result];
        var results = items.Where(item => item is not null).Select(item => PSObject.AsPSObject(item!)).ToList();
        foreach (var result in properties.Count == 0 ? [] : results)
        {
            AddProperties(result, input, report);
        }

        return results;
    }
}
