using System.Collections;
using System.Management.Automation;
using FireCamp.Engine;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.PowerShell.Cmdlets;
using FireCamp.PowerShell.Commands.Services;
using FireCamp.PowerShell.Completion;
using FireCamp.PowerShell.References;

namespace FireCamp.PowerShell.Commands.Backups;

/// <summary>Restores a backup, or any moment after it, into a new service or in place of the data that a service has.</summary>
[Cmdlet(VerbsData.Restore, "FireCampService", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Service), typeof(Operation))]
public sealed class RestoreFireCampServiceCommand : BackupCmdlet
{
    private IReadOnlyDictionary<string, string> passwords = new Dictionary<string, string>();

    /// <summary>The name of the new service; without it the data of the service goes in place.</summary>
    [Parameter(Position = 1)]
    public string? As { get; set; }

    /// <summary>The moment whose state the service is to have, by its archived log; a time without a zone is this machine's.</summary>
    [Parameter]
    public DateTimeOffset? To { get; set; }

    /// <summary>The service that is restored in place; by default the one that the backup was taken of.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public ServiceReference? Service { get; set; }

    [Parameter]
    [ArgumentCompleter(typeof(VersionCompleter))]
    public string? Version { get; set; }

    [Parameter]
    public ByteSize? Memory { get; set; }

    /// <summary>Options of the new service that are to be others than the backup's.</summary>
    [Parameter]
    public Hashtable Option { get; set; } = [];

    /// <summary>User name and password of the new service's first credential; without it a new password is made.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>The file of the key that the backup is encrypted with, when another cluster took it.</summary>
    [Parameter]
    public string? KeyFile { get; set; }

    /// <summary>Begin in place although the service's window is shut or an approval is missing; an event tells of it.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override bool IsForced => Force;

    private protected override IReadOnlyDictionary<string, string> Secrets => passwords;

    private protected override async Task<OperationPlan> PlanAsync(ClusterEngine cluster, BackupReference backup, CancellationToken cancel)
    {
        var order = new RestoreOrder(backup.Id, StoreOf(backup), KeyFile is null ? null : GetUnresolvedProviderPathFromPSPath(KeyFile)) { To = To };
        if (As is null)
        {
            RequireNothingNew();
            return await cluster.Backups.PlanRestoreInPlaceAsync(order, Service?.Name, cancel);
        }

        if (Service is not null)
        {
            throw new InvalidInputException(
                "RestoreAmbiguous", "The restore", [new Mistake("As", "either a new service (-As) or one that is there (-Service).")]);
        }

        var known = await cluster.Backups.ResolveAsync(order, cancel);
        var credentials = ServiceCredentials.Collect(Engine.Catalog.Find(known.Kind), Credential, null);
        passwords = ServiceCredentials.Passwords(credentials);
        return await cluster.Backups.PlanRestoreAsync(
            order with
            {
                Backup = known.Id,
                Version = Version,
                Memory = Memory,
                Options = ServiceOptions.Collect(As, Option, null),
                UserNames = ServiceCredentials.UserNames(credentials),
            },
            As, cancel);
    }

    private protected override async Task<IReadOnlyList<object>> ReadOutputAsync(
        ClusterEngine cluster, OperationPlan plan, BackupReference backup, CancellationToken cancel)
        => [await cluster.GetServiceAsync(plan is RestoreInPlacePlan inPlace ? inPlace.Service.Name : As!, cancel)];

    private void RequireNothingNew()
    {
        var mistakes = new List<Mistake>();
        foreach (var name in new[] { nameof(Version), nameof(Memory), nameof(Option), nameof(Credential) })
        {
            if (MyInvocation.BoundParameters.ContainsKey(name))
            {
                mistakes.Add(new Mistake(name, "in place a service stays what it is: change it with Update-FireCampService, or restore with -As."));
            }
        }

        if (mistakes.Count > 0)
        {
            throw new InvalidInputException("RestoreAmbiguous", "The restore", mistakes);
        }
    }
}
