using FireCamp.Engine.Backups;
using FireCamp.Engine.Backups.Policies;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine;

/// <summary>A cluster's backup policies: which there are, and what is done when they are due.</summary>
/// <remarks>
/// Nobody carries them out by himself: a cluster has no engine of its own. A scheduler does, by <c>Invoke-FireCampBackupPolicy</c>.
/// </remarks>
public sealed class ClusterBackupPolicies
{
    private readonly ClusterConnection connection;
    private readonly ClusterBackups backups;
    private readonly BackupTurnWork work;
    private readonly BackupTurnRunner runner;

    internal ClusterBackupPolicies(ClusterConnection connection, ClusterBackups backups)
    {
        (this.connection, this.backups) = (connection, backups);
        work = new BackupTurnWork(connection, backups);
        runner = new BackupTurnRunner(connection, work);
    }

    private IMetadataStore Store => connection.Ports.Store;

    private DateTimeOffset Now => connection.Ports.Time.GetUtcNow();

    /// <summary>All policies, in order of name.</summary>
    public async Task<IReadOnlyList<BackupPolicy>> ListAsync(CancellationToken cancel)
    {
        var policies = await Store.ListAsync(Keys.BackupPolicies, BackupsJson.Default.BackupPolicySpec, cancel).ConfigureAwait(false);
        var services = await ServicesAsync(cancel).ConfigureAwait(false);
        var views = new List<BackupPolicy>();
        foreach (var policy in policies)
        {
            views.Add(await ViewAsync(policy.Value, services, cancel).ConfigureAwait(false));
        }

        return views;
    }

    /// <exception cref="NotFoundException">There is no such policy.</exception>
    public async Task<BackupPolicy> GetAsync(string name, CancellationToken cancel)
        => await ViewAsync(
            await SpecAsync(name, cancel).ConfigureAwait(false), await ServicesAsync(cancel).ConfigureAwait(false), cancel).ConfigureAwait(false);

    /// <summary>A policy, for people.</summary>
    public string Describe(BackupPolicySpec policy) => string.Join(Environment.NewLine,
    [
        $"Backup policy '{policy.Name}' of cluster '{connection.Ports.Cluster}'",
        $"  Schedule: {policy.Schedule}, {policy.TimeZone ?? "UTC"}; next at {policy.ScheduleFrom(Now).Next(Now):u}",
        $"  Services: {string.Join(", ", policy.Services)}",
        $"  Kept: {policy.Keep}",
        $"  Proved: {(policy.ProveEvery == 0 ? "none" : $"the first, then every {policy.ProveEvery}.")}",
        $"  Store: {policy.Store ?? "the cluster's own"}{(policy.IsEncrypted ? "; encrypted" : "")}",
        .. policy.CopyTo is { } copies
            ? [$"  Copied to: {copies}{(policy.IsEncrypted || policy.IsCopyEncrypted ? "; encrypted" : "")}"]
            : (string[])[],
    ]);

    /// <summary>A policy as it would be with a change, for people.</summary>
    /// <exception cref="InvalidInputException">Something of it is wrong; carries every mistake.</exception>
    /// <exception cref="NotFoundException">There is no such policy.</exception>
    public async Task<string> DescribeAsync(BackupPolicyChange change, CancellationToken cancel)
        => Describe(change.Apply(await SpecAsync(change.Name, cancel).ConfigureAwait(false), Now));

    /// <summary>There is the policy; its store was tried out.</summary>
    /// <exception cref="InvalidInputException">Something of it is wrong; carries every mistake.</exception>
    /// <exception cref="AlreadyExistsException">There is one of that name.</exception>
    /// <exception cref="FireCampException">No store is named and the cluster has none, or it can't be used.</exception>
    public async Task<BackupPolicy> CreateAsync(BackupPolicyChange change, CancellationToken cancel)
    {
        var policy = change.Apply(null, Now);
        await TryOutAsync(policy, cancel).ConfigureAwait(false);
        try
        {
            await Store.PutAsync(Keys.BackupPolicy(policy.Name), policy, 0, BackupsJson.Default.BackupPolicySpec, cancel).ConfigureAwait(false);
        }
        catch (RevisionConflictException)
        {
            throw new AlreadyExistsException("BackupPolicy", policy.Name, "Change it with Set-FireCampBackupPolicy, or take another name.")
            {
                Target = policy.Name,
            };
        }

        await NoteAsync("BackupPolicyCreated", $"Backup policy {policy.Name}: {policy.Schedule}; kept: {policy.Keep}.", cancel).ConfigureAwait(false);
        return await GetAsync(policy.Name, cancel).ConfigureAwait(false);
    }

    /// <summary>The policy is what the change makes of it, from the next invocation on.</summary>
    /// <inheritdoc cref="CreateAsync"/>
    /// <exception cref="NotFoundException">There is no such policy.</exception>
    public async Task<BackupPolicy> ChangeAsync(BackupPolicyChange change, CancellationToken cancel)
    {
        var planned = change.Apply(await SpecAsync(change.Name, cancel).ConfigureAwait(false), Now);
        if (change.Store is not null || change.CopyTo is not null)
        {
            await TryOutAsync(planned, cancel).ConfigureAwait(false);
        }

        var policy = await Store.UpdateAsync(
            Keys.BackupPolicy(change.Name), before => before is null ? null : change.Apply(before, Now),
            BackupsJson.Default.BackupPolicySpec, cancel).ConfigureAwait(false) ?? throw NotFound(change.Name);
        await NoteAsync("BackupPolicyChanged", $"Backup policy {policy.Name}: {policy.Schedule}; kept: {policy.Keep}.", cancel).ConfigureAwait(false);
        return await GetAsync(policy.Name, cancel).ConfigureAwait(false);
    }

    /// <summary>The policy is gone, and whoever carries it out stops. The backups that it took stay.</summary>
    /// <exception cref="NotFoundException">There is no such policy.</exception>
    public async Task RemoveAsync(string name, CancellationToken cancel)
    {
        var policy = await SpecAsync(name, cancel).ConfigureAwait(false);
        await Store.ForgetAsync(Keys.BackupPolicy(policy.Name), cancel).ConfigureAwait(false);
        foreach (var turn in await Store.ListAsync(Keys.BackupTurns(policy.Name), cancel).ConfigureAwait(false))
        {
            await Store.ForgetAsync(turn.Key, cancel).ConfigureAwait(false);
        }

        await NoteAsync("BackupPolicyRemoved", $"Backup policy {policy.Name} was removed; its backups stay.", cancel).ConfigureAwait(false);
    }

    /// <summary>What an invocation would do for a service now.</summary>
    /// <exception cref="NotFoundException">There is no such policy.</exception>
    public async Task<BackupTurnPreview> PreviewAsync(string policy, string service, bool force, CancellationToken cancel)
        => await work.PreviewAsync(await SpecAsync(policy, cancel).ConfigureAwait(false), service, force, cancel).ConfigureAwait(false);

    /// <summary>Carries out what is due for a service; what fails is in the report.</summary>
    /// <param name="force">Whether it is due now whatever the schedule says.</param>
    /// <exception cref="NotFoundException">There is no such policy.</exception>
    public async Task<BackupTurnReport> InvokeAsync(
        string policy, string service, bool force, IProgress<OperationProgress>? progress, CancellationToken cancel)
        => await runner.RunAsync(await SpecAsync(policy, cancel).ConfigureAwait(false), service, force, progress, cancel).ConfigureAwait(false);

    private async Task TryOutAsync(BackupPolicySpec policy, CancellationToken cancel)
    {
        await backups.TryOutAsync(policy.Store, cancel).ConfigureAwait(false);
        if (policy.CopyTo is null)
        {
            return;
        }

        await backups.TryOutAsync(policy.CopyTo, cancel).ConfigureAwait(false);
        if (policy.CopyTo == await backups.StoreAsync(policy.Store, cancel).ConfigureAwait(false))
        {
            throw new InvalidInputException(
                "BackupPolicyInvalid", $"Backup policy '{policy.Name}'", [new Mistake("copy to", "copies would go to where the backups are.")]);
        }
    }

    private async Task<BackupPolicySpec> SpecAsync(string name, CancellationToken cancel)
        => (await Store.FindAsync(Keys.BackupPolicy(name), BackupsJson.Default.BackupPolicySpec, cancel).ConfigureAwait(false))?.Value
            ?? throw NotFound(name);

    // Those that are there to prove a backup are nobody's own.
    private async Task<IReadOnlyList<string>> ServicesAsync(CancellationToken cancel)
        =>
        [
            .. (await Store.ListAsync(Keys.Services, ModelJson.Default.ServiceSpec, cancel).ConfigureAwait(false))
                .Select(s => s.Value).Where(s => s.TestOf is null).Select(s => s.Name).Order(StringComparer.OrdinalIgnoreCase),
        ];

    private async Task<BackupPolicy> ViewAsync(BackupPolicySpec policy, IReadOnlyList<string> services, CancellationToken cancel)
    {
        var turns = (await Store.ListAsync(Keys.BackupTurns(policy.Name), OperationsJson.Default.BackupTurn, cancel).ConfigureAwait(false))
            .ToDictionary(t => NameRules.Key(t.Value.Service), t => t.Value);
        var matches = services.Where(s => ServicePattern.Matches(policy.Services, s)).ToList();
        var last = matches.Select(s => turns.GetValueOrDefault(NameRules.Key(s))).ToList();
        return new BackupPolicy
        {
            Name = policy.Name,
            Cluster = connection.Ports.Cluster,
            Schedule = policy.Schedule,
            TimeZone = policy.TimeZone ?? "UTC",
            Service = policy.Services,
            Matches = matches,
            Keep = $"{policy.Keep}",
            ProveEvery = policy.ProveEvery,
            Store = policy.Store,
            IsEncrypted = policy.IsEncrypted,
            CopyTo = policy.CopyTo,
            NextDue = last.Select(turn => BackupTurn.NextDue(policy, turn, Now)).Min(),
            Unfinished = [.. last.OfType<BackupTurn>().Where(t => t.Stage != TurnStage.Done).Select(Unfinished)],
        };
    }

    private static string Unfinished(BackupTurn turn)
    {
        var runner = turn.Runner is { Process.IsProvablyDead: false } living ? $"{living.Actor} is at work." : "It was interrupted.";
        return $"{turn.Service}: {turn.Error?.Message ?? runner}";
    }

    private NotFoundException NotFound(string name)
        => new("BackupPolicy", name, $"Get-FireCampBackupPolicy -Cluster {connection.Ports.Cluster} lists those there are.") { Target = name };

    private Task NoteAsync(string action, string message, CancellationToken cancel)
        => new EventLog(Store).AppendAsync(
            new EventRecord(Now, connection.Actor, Subjects.Cluster(connection.Ports.Cluster), action, message), cancel);
}
