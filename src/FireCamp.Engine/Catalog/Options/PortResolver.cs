using System.Globalization;
using DotLiquid;
using FireCamp.Engine.Catalog.Templates;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Options;

/// <summary>Works out the ports that a service's members listen on.</summary>
internal static class PortResolver
{
    /// <summary>The ports that there are with these options; each that can't be is among the mistakes instead.</summary>
    public static IReadOnlyList<PortSpec> Resolve(
        ServiceDefinition definition, Hash context, IReadOnlyDictionary<string, string> options, List<Mistake> mistakes)
    {
        var ports = new List<PortSpec>();
        for (var i = 0; i < definition.Ports.Count; i++)
        {
            var port = definition.Ports[i];
            if (!TemplateEngine.Holds(definition.Source.Condition($"ports[{i}].when", port.When), context))
            {
                continue;
            }

            var text = Number(definition.Source.Text($"ports[{i}].number", port.Number), options, context);
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > 65535)
            {
                mistakes.Add(new Mistake(port.Name, $"the port '{port.Name}' would be {text}; ports are 1 to 65535."));
            }
            else if (ports.Find(p => p.Number == number) is { } other)
            {
                mistakes.Add(new Mistake(port.Name, $"the ports '{other.Name}' and '{port.Name}' would both be {number}."));
            }
            else
            {
                ports.Add(new PortSpec(port.Name, number));
            }
        }

        return ports;
    }

    private static string Number(TemplateText number, IReadOnlyDictionary<string, string> options, Hash context)
        => options.TryGetValue(number.Text, out var value) ? value : TemplateEngine.Render(number, context).Trim();
}
