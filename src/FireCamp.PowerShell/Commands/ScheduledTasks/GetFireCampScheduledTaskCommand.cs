using System.Management.Automation;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;
using Tasks = FireCamp.Engine.ScheduledTasks;

namespace FireCamp.PowerShell.Commands.ScheduledTasks;

/// <summary>Gets FireCamp's tasks that this machine's schedulers have.</summary>
[Cmdlet(VerbsCommon.Get, "FireCampScheduledTask")]
[OutputType(typeof(ScheduledTask))]
public sealed class GetFireCampScheduledTaskCommand : FireCampCmdlet
{
    /// <summary>The tasks, by name, with wildcards, or as objects.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ScheduledTaskCompleter))]
    [SupportsWildcards]
    public ScheduledTaskReference[] Name { get; set; } = [new("*")];

    /// <summary>Only those of this kind.</summary>
    [Parameter]
    public ScheduledTaskKind? Kind { get; set; }

    /// <summary>The folder that units of systemd's were written to.</summary>
    [Parameter]
    public string? UnitFolder { get; set; }

    /// <summary>The file that lines of a crontab were written to.</summary>
    [Parameter]
    public string? Crontab { get; set; }

    private protected override Task ProcessAsync(CancellationToken cancel)
        => ForEachAsync(Name, async reference =>
        {
            var installed = await Tasks.ListAsync(ScheduledTaskPlaces.Of(this, Kind, UnitFolder, Crontab), cancel);
            WriteObject(ScheduledTaskPlaces.Matching(installed, reference.Name), enumerateCollection: true);
        });
}
