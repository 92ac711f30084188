using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using FireCamp.Engine.Model;

namespace FireCamp.PowerShell.Arguments;

/// <summary>How machines are called, as users may give it: a table by node, a text with <c>{name}</c> or <c>{address}</c>, or a script.</summary>
internal static class HostNames
{
    /// <summary>The names of the machines that something was said about.</summary>
    /// <exception cref="InvalidInputException">It is none of these, or a script gives no name.</exception>
    public static IReadOnlyDictionary<string, string> Of(object? given, IReadOnlyList<Machine> machines)
        => (given is PSObject wrapped ? wrapped.BaseObject : given) switch
        {
            null => new Dictionary<string, string>(),
            IDictionary table => table.Cast<DictionaryEntry>().ToDictionary(e => $"{e.Key}", e => $"{e.Value}"),
            ScriptBlock script => machines.ToDictionary(m => m.Name, m => Call(script, m)),
            string text => machines.ToDictionary(m => m.Name, m => Fill(text, m)),
            var other => throw Wrong(
                $"is a {other.GetType().Name}; give a table (@{{n4='root@10.0.0.4'}}), a text such as 'root@{{address}}', or a script."),
        };

    private static string Fill(string text, Machine machine)
        => text.Replace("{name}", machine.Name, StringComparison.OrdinalIgnoreCase)
            .Replace("{address}", machine.Address, StringComparison.OrdinalIgnoreCase);

    private static string Call(ScriptBlock script, Machine machine)
    {
        Collection<PSObject> results = script.InvokeWithContext(null, [new PSVariable("_", machine)]);
        return results.Count == 1 && $"{results[0]}".Trim() is { Length: > 0 } name
            ? name
            : throw Wrong($"the script gives {results.Count} results for {machine.Name}; it must give one name.");
    }

    private static InvalidInputException Wrong(string what) => new("AgentInstallInvalid", "Installing agents", [new Mistake("HostName", what)]);
}
