using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Get, "Unique", DefaultParameterSetName = "AsString")]
public sealed class GetUniqueCommand : PSCmdlet
{
    private PSObject? last;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    [Parameter(ParameterSetName = "AsString")]
    public SwitchParameter AsString { get; set; }

    [Parameter(ParameterSetName = "UniqueByType")]
    public SwitchParameter OnType { get; set; }

    [Parameter]
    public SwitchParameter CaseInsensitive { get; set; }

    protected override void ProcessRecord()
    {
        if (InputObject is null)
        {
            return;
        }

        if (last is null || !Repeats(last, InputObject))
        {
            WriteObject(InputObject);
        }

        last = InputObject;
    }

    private bool Repeats(PSObject before, PSObject now)
    {
        if (OnType)
        {
            return before.TypeNames[0] == now.TypeNames[0];
        }

        return AsString
            ? string.Equals(before.ToString(), now.ToString(),
                CaseInsensitive ? StringComparison.CurrentCultureIgnoreCase : StringComparison.CurrentCulture)
            : ObjectIdentity.Same(before, now, CaseInsensitive);
    }
}
