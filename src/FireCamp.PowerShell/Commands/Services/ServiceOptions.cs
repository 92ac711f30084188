using System.Collections;
using System.Globalization;
using System.Management.Automation;
using FireCamp.Engine.Model;

namespace FireCamp.PowerShell.Commands.Services;

/// <summary>The options that the user gave, as the texts that the engine reads.</summary>
internal static class ServiceOptions
{
    /// <exception cref="InvalidInputException"><c>OptionGivenTwice</c>: once as a parameter and once in the table.</exception>
    public static IReadOnlyDictionary<string, string> Collect(string service, Hashtable table, KindParameters? parameters)
    {
        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var twice = new List<Mistake>();
        foreach (DictionaryEntry entry in table)
        {
            Add(TextOf(entry.Key), entry.Value);
        }

        foreach (var (name, value) in parameters?.GivenOptions ?? [])
        {
            Add(name, value);
        }

        return twice.Count == 0 ? options : throw new InvalidInputException("OptionGivenTwice", $"Service '{service}'", twice);

        void Add(string name, object? value)
        {
            if (!options.TryAdd(name, TextOf(value)))
            {
                twice.Add(new Mistake(name, $"option {name} is given twice."));
            }
        }
    }

    private static string TextOf(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        SwitchParameter flag => flag.IsPresent ? "true" : "false",
        TimeSpan span => $"{(long)span.TotalMilliseconds}ms",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString() ?? "",
    };
}
