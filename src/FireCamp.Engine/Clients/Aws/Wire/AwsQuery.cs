using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace FireCamp.Engine.Clients.Aws.Wire;

/// <summary>The parameters of a call of a service that speaks Query: names with dots in a form, answered in XML.</summary>
internal sealed class AwsQuery(string operation)
{
    private readonly List<(string Name, string Value)> parameters = [("Action", operation)];

    /// <summary>Adds a parameter, unless it has no value.</summary>
    public AwsQuery With(string name, string? value)
    {
        if (value is not null)
        {
            parameters.Add((name, value));
        }

        return this;
    }

    public AwsQuery With(string name, int? value) => With(name, value?.ToString(CultureInfo.InvariantCulture));

    public AwsQuery With(string name, bool? value) => With(name, value switch { true => "true", false => "false", null => null });

    public AwsQuery WithAll(string name, IEnumerable<string> values) => WithAll(name, values, (query, at, value) => query.With(at, value));

    /// <summary>Adds a list; each item says what it consists of, given its place in the list.</summary>
    public AwsQuery WithAll<T>(string name, IEnumerable<T> items, Action<AwsQuery, string, T> add)
    {
        var number = 0;
        foreach (var item in items)
        {
            add(this, string.Create(CultureInfo.InvariantCulture, $"{name}.member.{++number}"), item);
        }

        return this;
    }

    /// <summary>The result within the reply.</summary>
    public async Task<XElement> SendAsync(AwsWire wire, CancellationToken cancel)
    {
        var body = await wire.SendAsync(
            operation,
            request =>
            {
                request.Headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8";
                request.Content = Encoding.UTF8.GetBytes(Form(wire.Service.Version));
            },
            cancel).ConfigureAwait(false);
        var root = AwsXml.Parse(body);
        return root.Elements().FirstOrDefault(e => e.Name.LocalName == $"{operation}Result") ?? root;
    }

    private string Form(string version)
        => string.Join('&', parameters.Append(("Version", version)).Select(p => $"{p.Item1}={Uri.EscapeDataString(p.Item2)}"));
}
