using System.Management.Automation;
using DriveNotFoundException = System.Management.Automation.DriveNotFoundException;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "PSDrive")]
[OutputType(typeof(PSDriveInfo))]
public sealed class GetPSDriveCommand : PSCmdlet
{
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[] PSProvider { get; set; } = ["*"];

    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Scope { get; set; }

    protected override void ProcessRecord()
    {
        var drives = Scope is null ? SessionState.Drive.GetAll() : SessionState.Drive.GetAllAtScope(Scope);
        foreach (var name in Name)
        {
            var found = drives.Where(
                drive => Matches(name, drive.Name)).Where(OfProvider).OrderBy(drive => drive.Name).ToList();
            WriteObject(found, enumerateCollection: true);
            if (found is [] && !WildcardPattern.ContainsWildcardCharacters(name))
            {
                WriteError(new ErrorRecord(
                    new DriveNotFoundException($"Cannot find drive. A drive with the name '{name}' does not exist."),
                    "GetLocationNoMatchingDrive", ErrorCategory.ObjectNotFound, name));
            }
        }
    }

    private bool OfProvider(PSDriveInfo drive) => PSProvider.Any(pattern => Matches(pattern, drive.Provider.Name));

    private static bool Matches(string pattern, string text) =>
        WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(text);
}
