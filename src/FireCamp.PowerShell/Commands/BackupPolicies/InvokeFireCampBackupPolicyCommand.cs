using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.Errors;
using FireCamp.PowerShell.Pump;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.BackupPolicies;

/// <summary>Carries out what backup policies have due, and writes for each policy and service what came of it.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "FireCampBackupPolicy", SupportsShouldProcess = true)]
[OutputType(typeof(BackupTurnResult))]
public sealed class InvokeFireCampBackupPolicyCommand : ConnectedCmdlet
{
    /// <summary>The policies, by name, with wildcards, or as objects; by default all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(BackupPolicyCompleter))]
    [SupportsWildcards]
    public BackupPolicyReference[] Name { get; set; } = [new("*")];

    /// <summary>Carry them out now, whatever their schedules say.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override Task ProcessAsync(CancellationToken cancel)
        => ForEachAsync(Name, async reference =>
        {
            var cluster = await ConnectAsync(reference.Cluster, cancel);
            await ForEachAsync(await BackupPolicyNames.FindAsync(cluster, reference, cancel),
                policy => ForEachAsync(policy.Matches, service => InvokeAsync(cluster, policy.Name, service, cancel)));
        });

    private async Task InvokeAsync(ClusterEngine cluster, string policy, string service, CancellationToken cancel)
    {
        var preview = await cluster.BackupPolicies.PreviewAsync(policy, service, Force, cancel);
        if (preview.IsDue
            && !ShouldProcess(preview.Text, $"{preview.Text}{Environment.NewLine}{Environment.NewLine}Carry this out?", "FireCamp"))
        {
            return;
        }

        var activity = $"{policy}: {service}";
        using var progress = new Throttled<OperationProgress>(p => WriteProgress(ProgressRecords.From(activity, p)), Time);
        var report = await cluster.BackupPolicies.InvokeAsync(policy, service, Force, progress, cancel);
        WriteProgress(ProgressRecords.Completed(activity));
        WriteObject(report.Result);

        // An error is what makes the exit code of a process that ran this one that a scheduler notices.
        if (report.Failure is { } failure)
        {
            WriteError(ErrorRecords.From(failure, service));
        }
    }
}
