using System.Management.Automation;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;
using Tasks = FireCamp.Engine.ScheduledTasks;

namespace FireCamp.PowerShell.Commands.ScheduledTasks;

/// <summary>Takes FireCamp's tasks out of this machine's schedulers. One that runs at the moment is left to end.</summary>
[Cmdlet(VerbsLifecycle.Unregister, "FireCampScheduledTask", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class UnregisterFireCampScheduledTaskCommand : FireCampCmdlet
{
    /// <summary>The tasks, by name, with wildcards, or as objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ScheduledTaskCompleter))]
    [SupportsWildcards]
    public ScheduledTaskReference[] Name { get; set; } = [];

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
            var place = ScheduledTaskPlaces.Of(this, Kind, UnitFolder, Crontab);
            var installed = await Tasks.ListAsync(place, cancel);
            await ForEachAsync(ScheduledTaskPlaces.Matching(installed, reference.Name), async task =>
            {
                if (ShouldProcess($"scheduled task '{task.Name}' in {task.Place}", "Unregister"))
                {
                    await Tasks.UnregisterAsync(task, place, cancel);
                }
            });
        });
}
