using System.Management.Automation;

namespace FireCamp.PowerShell.References;

/// <summary>Reads the names out of an object that is none of the engine's own: one from a CSV file, a job, Select-Object.</summary>
internal static class ReferenceText
{
    public static string? Of(PSObject value, string property) => value.Properties[property]?.Value?.ToString();

    /// <exception cref="PSInvalidCastException">The object has no such property.</exception>
    public static string Required(PSObject value, string property)
        => Of(value, property) ?? throw new PSInvalidCastException($"The object has no property '{property}'.");
}
