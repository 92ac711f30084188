using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.PowerShell.Arguments;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;
using FireCamp.PowerShell.Watching;

namespace FireCamp.PowerShell.Commands.Services;

/// <summary>Shows services, or one service's members, as they change: a table on a terminal, else an object for each change.</summary>
[Cmdlet(VerbsCommon.Watch, "FireCampService")]
[OutputType(typeof(Service), typeof(Member))]
public sealed class WatchFireCampServiceCommand : ConnectedCmdlet
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly List<ServiceReference> references = [];
    private readonly WatchChanges changes = new();
    private IReadOnlyList<WatchedService> last = [];
    private string note = "";

    /// <summary>The services, by name, with wildcards, or as objects; of one that is named alone the members are shown. Without it, all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    [SupportsWildcards]
    public ServiceReference[] Name { get; set; } = [];

    /// <summary>End once all of them are in this phase.</summary>
    [Parameter]
    public ServicePhase? Until { get; set; }

    /// <summary>End after so long: seconds, or text such as 90s or 5m. With -Until that is an error.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? Timeout { get; set; }

    /// <summary>Write an object for each change also where a terminal could show a table.</summary>
    [Parameter]
    public SwitchParameter AsObject { get; set; }

    private string? Alone => references is [{ IsPattern: false } only] ? only.Name : null;

    private bool IsTable
        => !AsObject && !Console.IsOutputRedirected && MyInvocation.PipelinePosition == MyInvocation.PipelineLength
            && Host.UI is { SupportsVirtualTerminal: true, RawUI: not null };

    // Whatever comes by the pipeline is watched together.
    private protected override Task ProcessAsync(CancellationToken cancel)
    {
        references.AddRange(Name);
        return Task.CompletedTask;
    }

    private protected override async Task EndAsync(CancellationToken cancel)
    {
        var cluster = await ConnectAsync(ClusterOf(), cancel);
        await RequireAsync(cluster, cancel);
        using var deadline = Timeout is { } timeout ? new CancellationTokenSource(timeout, Time) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Token);
        using var screen = IsTable ? new WatchScreen(Host.UI) : null;
        try
        {
            await WatchAsync(cluster, screen, either.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            if (Until is { } phase)
            {
                throw new OperationBlockedException(
                    $"watch until all are {phase}", Timeout!.Value,
                    [.. last.Where(w => w.Service.Phase != phase).Select(w => BlockerOf(w.Service, phase))]);
            }
        }
    }

    private static Blocker BlockerOf(Service service, ServicePhase phase)
        => new(
            $"service {service.Name} is not {phase}", TimeSpan.Zero, $"{service.Phase}. {service.Reason}".TrimEnd(),
            $"See Get-FireCampMember {service.Name}.");

    private async Task WatchAsync(ClusterEngine cluster, WatchScreen? screen, CancellationToken cancel)
    {
        var matches = NamePatterns.MatchingAny([.. references.Select(r => r.Name)]);
        while (true)
        {
            try
            {
                await foreach (var all in cluster.WatchServicesAsync(Alone, cancel))
                {
                    (last, note) = ([.. all.Where(w => matches(w.Service.Name))], "");
                    Show(screen);
                    if (Until is { } phase && last.All(w => w.Service.Phase == phase))
                    {
                        return;
                    }
                }
            }
            catch (StoreUnavailableException e)
            {
                Say(e.Message, screen);
                await Task.Delay(RetryAfter, Time, cancel);
            }
        }
    }

    private void Show(WatchScreen? screen)
    {
        if (screen is null)
        {
            WriteObject(Alone is null ? (IEnumerable<object>)changes.Of(last) : changes.Of(last[0]), enumerateCollection: true);
            return;
        }

        var now = Time.GetUtcNow();
        IReadOnlyList<string> lines = Alone is null || last.Count == 0 ? WatchText.Services(last, now) : WatchText.Members(last[0], now);
        screen.Show(note.Length > 0 ? [.. lines, "", note] : lines);
    }

    // What was seen last stays on the screen, with why nothing newer is.
    private void Say(string why, WatchScreen? screen)
    {
        if (screen is not null)
        {
            note = why;
            Show(screen);
        }
        else if (note != why)
        {
            note = why;
            WriteWarning(why);
        }
    }

    private string? ClusterOf()
    {
        var clusters = references.Select(r => r.Cluster).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return clusters.Count <= 1
            ? clusters.FirstOrDefault()
            : throw new InvalidInputException("WatchInvalid", "The choice of services",
                [new Mistake("Name", $"they are of several clusters, {string.Join(", ", clusters)}; one cluster is watched at a time.")]);
    }

    /// <exception cref="NotFoundException">A service that was named without a wildcard isn't there.</exception>
    private async Task RequireAsync(ClusterEngine cluster, CancellationToken cancel)
    {
        foreach (var reference in references.Where(r => !r.IsPattern))
        {
            _ = await cluster.GetServiceAsync(reference.Name, cancel);
        }
    }
}
