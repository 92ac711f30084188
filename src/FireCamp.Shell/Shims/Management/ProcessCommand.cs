using System.Diagnostics;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Finds processes by name, id or object, with an error for each that was named and isn't there.</summary>
public abstract class ProcessCommand : PSCmdlet
{
    protected IEnumerable<Process> ByName(IEnumerable<string> names)
    {
        var all = Process.GetProcesses();
        foreach (var name in names)
        {
            var pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase);
            var found = all.Where(process => pattern.IsMatch(NameOf(process))).ToList();
            if (found is [] && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                WriteNotFound(name, "NoProcessFoundForGivenName", $"Cannot find a process with the name \"{name}\". "
                    + "Verify the process name and call the cmdlet again.");
            }

            foreach (
                var process in found.OrderBy(NameOf, StringComparer.OrdinalIgnoreCase).ThenBy(process => process.Id))
            {
                yield return process;
            }
        }
    }

    protected IEnumerable<Process> ById(IEnumerable<int> ids)
    {
        foreach (var id in ids)
        {
            if (Find(id) is { } process)
            {
                yield return process;
            }
            else
            {
                WriteNotFound(
                    id, "NoProcessFoundForGivenId", $"Cannot find a process with the process identifier {id}.");
            }
        }
    }

    private static Process? Find(int id)
    {
        try
        {
            return Process.GetProcessById(id);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // A process may end between being listed and being asked.
    private static string NameOf(Process process)
    {
        try
        {
            return process.ProcessName;
        }
        catch (InvalidOperationException)
        {
            return string.Empty;
        }
    }

    private void WriteNotFound(object target, string id, string message) =>
        WriteError(new ErrorRecord(new ProcessCommandException(message), id, ErrorCategory.ObjectNotFound, target));
}
