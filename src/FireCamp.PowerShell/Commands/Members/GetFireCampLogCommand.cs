using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Logs;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.Arguments;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Members;

/// <summary>Gets what members wrote, wherever they ran.</summary>
[Cmdlet(VerbsCommon.Get, "FireCampLog")]
[OutputType(typeof(LogLine))]
public sealed class GetFireCampLogCommand : ConnectedCmdlet
{
    private readonly List<(ClusterEngine Cluster, Member Member)> members = [];

    /// <summary>The services, by name, with wildcards, or as objects.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [SupportsWildcards]
    public ServiceReference[] Service { get; set; } = [];

    /// <summary>Only members of these names; wildcards are allowed.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(MemberCompleter))]
    [SupportsWildcards]
    public string[] Member { get; set; } = [];

    /// <summary>Only the last so many lines of each member.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? Tail { get; set; }

    /// <summary>Only lines from then on: a date, or how long ago, such as 5m.</summary>
    [Parameter]
    [Moment]
    public DateTimeOffset? Since { get; set; }

    /// <summary>Go on with new lines until Ctrl-C.</summary>
    [Parameter]
    public SwitchParameter Follow { get; set; }

    private protected override Task ProcessAsync(CancellationToken cancel)
        => ForEachAsync(Service, async reference =>
        {
            var cluster = await ConnectAsync(reference.Cluster, cancel);
            foreach (var service in await ServiceNames.ExpandAsync(cluster, reference, cancel))
            {
                var found = await MemberNames.FindAsync(cluster, service, Member, cancel);
                members.AddRange(found.Select(m => (cluster, m)));
            }
        });

    // Read once for all that was piped in: the lines come merged by time, and following one never hides another.
    private protected override async Task EndAsync(CancellationToken cancel)
    {
        foreach (var group in members.GroupBy(m => m.Cluster, m => m.Member.Name))
        {
            await foreach (var line in group.Key.ReadLogAsync(new LogQuery([.. group.Distinct()], Tail, Since, Follow), cancel))
            {
                WriteObject(line);
            }
        }
    }
}
