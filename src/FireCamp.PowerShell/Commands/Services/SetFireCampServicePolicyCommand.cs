using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Services;

/// <summary>Says when disruptive operations on services may begin, and whether they need an approval.</summary>
[Cmdlet(VerbsCommon.Set, "FireCampServicePolicy", SupportsShouldProcess = true)]
[OutputType(typeof(Service))]
public sealed class SetFireCampServicePolicyCommand : ServiceCmdlet
{
    /// <summary>When they may begin, such as <c>Sat,Sun 01:00-05:00 Europe/Berlin</c>; <c>@()</c> for at any time.</summary>
    [Parameter]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(WindowCompleter))]
    public string[]? Window { get; set; }

    /// <summary>Whether they need an approval.</summary>
    [Parameter]
    public SwitchParameter RequireApproval { get; set; }

    /// <summary>Write the service once it is done.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override async Task ProcessServiceAsync(ClusterEngine cluster, ServiceReference service, CancellationToken cancel)
    {
        bool? approval = MyInvocation.BoundParameters.ContainsKey(nameof(RequireApproval)) ? RequireApproval.IsPresent : null;
        if (!ShouldProcess($"service '{service.Name}' of cluster '{cluster.Name}'", Change(approval)))
        {
            return;
        }

        await cluster.SetPolicyAsync(service.Name, Window, approval, cancel);
        if (PassThru)
        {
            WriteObject(await cluster.GetServiceAsync(service.Name, cancel));
        }
    }

    private string Change(bool? approval)
    {
        var windows = Window switch
        {
            null => "",
            [] => "Let disruptive operations begin at any time",
            _ => $"Set its windows: {string.Join("; ", Window)}",
        };
        var approvals = approval switch
        {
            null => "",
            true => "Require approvals",
            false => "Require no approvals",
        };
        return string.Join("; ", new[] { windows, approvals }.Where(change => change.Length > 0)) is { Length: > 0 } changes
            ? changes
            : "Change nothing of its policy";
    }
}
