using System.Management.Automation;
using FireCamp.MiniPester.Model;

namespace FireCamp.MiniPester.Commands;

/// <summary>Ends the running test as skipped.</summary>
[Cmdlet(VerbsCommon.Set, "ItResult")]
public sealed class SetItResultCommand : PSCmdlet
{
    [Parameter]
    public SwitchParameter Skipped { get; set; }

    [Parameter]
    public SwitchParameter Inconclusive { get; set; }

    [Parameter]
    public SwitchParameter Pending { get; set; }

    [Parameter]
    public string? Because { get; set; }

    protected override void EndProcessing() => ThrowTerminatingError(new ErrorRecord(
        new TestSkippedException(Because ?? (Inconclusive ? "it is inconclusive" : "the test says so")),
        "PesterTestSkipped", ErrorCategory.InvalidResult, null));
}
