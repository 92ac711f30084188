using System.Collections;
using System.Management.Automation;

namespace FireCamp.Shell.Shims.Internals;

/// <summary>Sets properties of a new object from a table; a bare object gets them added.</summary>
internal static class ObjectProperties
{
    public static void Set(PSCmdlet cmdlet, PSObject target, IDictionary values)
    {
        foreach (DictionaryEntry entry in values)
        {
            var name = entry.Key.ToString() ?? string.Empty;
            try
            {
                if (target.Properties[name] is { } property)
                {
                    property.Value = entry.Value;
                }
                else if (target.BaseObject is PSCustomObject)
                {
                    target.Properties.Add(new PSNoteProperty(name, entry.Value));
                }
                else
                {
                    throw new PSArgumentException(
                        $"The property '{name}' was not found on the {target.BaseObject.GetType().FullName} object.");
                }
            }
            catch (Exception error) when (error is PSArgumentException or SetValueException)
            {
                cmdlet.WriteError(new ErrorRecord(error, "InvalidValue", ErrorCategory.InvalidData, target));
            }
        }
    }
}
