using System.Management.Automation;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.Arguments;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Events;

/// <summary>Gets what happened: who did what to what, when; the newest last.</summary>
[Cmdlet(VerbsCommon.Get, "FireCampEvent")]
[OutputType(typeof(EventRecord))]
public sealed class GetFireCampEventCommand : ConnectedCmdlet
{
    /// <summary>Only events about this or something below it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(SubjectCompleter))]
    public SubjectReference? Subject { get; set; }

    /// <summary>Only events from then on: a date, or how long ago, such as 5m.</summary>
    [Parameter]
    [Moment]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Only the last so many events.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? Tail { get; set; }

    private protected override async Task ProcessAsync(CancellationToken cancel)
    {
        var cluster = await ConnectAsync(Subject?.Cluster, cancel);
        var events = await cluster.ListEventsAsync(Subject?.Subject, Since, cancel);
        WriteObject(Tail is { } last ? events.TakeLast(last) : events, enumerateCollection: true);
    }
}
