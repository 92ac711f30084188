using System.Management.Automation;
using FireCamp.Engine.Model;
using FireCamp.Engine.Scheduling;
using FireCamp.PowerShell.Arguments;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Sessions;
using Tasks = FireCamp.Engine.ScheduledTasks;

namespace FireCamp.PowerShell.Commands.ScheduledTasks;

/// <summary>Has this machine's scheduler run what a cluster needs done by itself.</summary>
[Cmdlet(VerbsLifecycle.Register, "FireCampScheduledTask", SupportsShouldProcess = true)]
[OutputType(typeof(ScheduledTask))]
public sealed class RegisterFireCampScheduledTaskCommand : ConnectedCmdlet
{
    /// <summary>What is run: what backup policies have due, or queued operations that are due.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public ScheduledWork Work { get; set; }

    /// <summary>How often; what is due is looked at then.</summary>
    [Parameter]
    [Duration]
    public TimeSpan Every { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The task's name; by default by the cluster and the work.</summary>
    [Parameter]
    public string? Name { get; set; }

    /// <summary>By what it is run; by default what the machine has.</summary>
    [Parameter]
    public ScheduledTaskKind? Kind { get; set; }

    /// <summary>As whom it is run; by default as who installs it.</summary>
    [Parameter]
    public string? User { get; set; }

    /// <summary>The program that is run; by default the launcher of this module, or what runs it now.</summary>
    [Parameter]
    public string? Program { get; set; }

    /// <summary>A folder that units of systemd's are written to; systemd is told nothing.</summary>
    [Parameter]
    public string? UnitFolder { get; set; }

    /// <summary>A file that the line of a crontab is written to, in place of a user's own.</summary>
    [Parameter]
    public string? Crontab { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancel)
    {
        var cluster = await ConnectAsync(cancel);
        var program = Program is null ? ModuleProgram.Path : GetUnresolvedProviderPathFromPSPath(Program);
        var task = new TaskSpec
        {
            Name = Name ?? TaskSpec.NameOf(cluster.Name, Work),
            Work = Work,
            Cluster = cluster.Name,
            Every = Every,
            User = User,
            Program = program,
            Arguments = ModuleProgram.Arguments(program, TaskSpec.CommandOf(cluster.Name, Work)),
            Variables = ModuleProgram.Variables(Engine.Settings.Home),
        };
        var place = ScheduledTaskPlaces.Of(this, Kind, UnitFolder, Crontab);

        // What another machine would be told can be looked at here.
        Tasks.Require(task, MyInvocation.BoundParameters.ContainsKey("WhatIf") ? null : place);
        var shown = Tasks.Show(task, place);
        var text = $"Install in {shown.Place}{Environment.NewLine}{Environment.NewLine}{shown.Text}";
        if (ShouldProcess(text, $"{text}{Environment.NewLine}Carry this out?", "FireCamp"))
        {
            WriteObject(await Tasks.RegisterAsync(task, place, cancel));
        }
    }
}
