using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace FireCamp.Shell.Host;

/// <summary>Asks for values, such as mandatory parameters that a call left out.</summary>
internal sealed class FieldPrompt(PSHostUserInterface ui)
{
    public Dictionary<string, PSObject?> Ask(string caption, string message, Collection<FieldDescription> fields)
    {
        foreach (var line in new[] { caption, message }.Where(line => !string.IsNullOrEmpty(line)))
        {
            ui.WriteLine(line);
        }

        return fields.ToDictionary(field => field.Name, Answer);
    }

    private PSObject? Answer(FieldDescription field)
    {
        var type = FieldType(field);
        if (type == typeof(PSCredential))
        {
            return ui.PromptForCredential(string.Empty, string.Empty, string.Empty, string.Empty) is { } credential
                ? PSObject.AsPSObject(credential)
                : null;
        }

        if (type.IsArray || typeof(IList).IsAssignableFrom(type))
        {
            return PSObject.AsPSObject(Several(field.Name));
        }

        ui.Write($"{field.Name}: ");
        object value = type == typeof(SecureString) ? ui.ReadLineAsSecureString() : ui.ReadLine();
        return PSObject.AsPSObject(value);
    }

    // An empty line ends the list.
    private string[] Several(string name)
    {
        var values = new List<string>();
        while (true)
        {
            ui.Write($"{name}[{values.Count}]: ");
            var line = ui.ReadLine();
            if (line.Length == 0)
            {
                return [.. values];
            }

            values.Add(line);
        }
    }

    private static Type FieldType(FieldDescription field) =>
        LanguagePrimitives.TryConvertTo(field.ParameterAssemblyFullName, out Type byAssembly) ? byAssembly
        : LanguagePrimitives.TryConvertTo(field.ParameterTypeFullName, out Type byName) ? byName
        : typeof(string);
}
