using System.Globalization;
using FireCamp.Engine.Backups;
using FireCamp.Engine.Backups.Policies;
using FireCamp.Engine.Model;
using FireCamp.Engine.Tests.Backups;
using FireCamp.Testing.Operations;

namespace FireCamp.Engine.Tests;

/// <summary>Backup policies from their making to what an invocation does, with several sessions on one metadata store.</summary>
public sealed class ClusterBackupPoliciesTests(ITestOutputHelper output) : IDisposable
{
    private static readonly DateTimeOffset Noon = DateTimeOffset.Parse("2026-11-26 12:00Z", CultureInfo.InvariantCulture);

    private readonly ShiftedTime time = new(Noon);
    private readonly List<IDisposable> labs = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task InvokeAsync_Due_TakesOneAndThenNoMore()
    {
        var lab = await LabAsync(new BackupPolicyChange { Name = "p", Schedule = "6h", Last = 2 }, "a");
        Assert.Equal(BackupTurnOutcome.NotDue, (await lab.InvokeAsync(lab.Ann, "a")).Result.Outcome);

        time.Advance(TimeSpan.FromHours(7));
        Assert.True((await lab.Ann.BackupPolicies.PreviewAsync("p", "a", force: false, Cancel)).IsDue);
        Assert.Empty(await lab.BackupsAsync());
        var first = (await lab.InvokeAsync(lab.Ann, "a")).Result;
        Assert.Equal((BackupTurnOutcome.Done, false), (first.Outcome, first.IsProven));
        Assert.Equal(first.Backup, Assert.Single(await lab.BackupsAsync()).Id);
        Assert.Equal(first.Due!.Value.AddHours(6), first.NextDue);
        Assert.Equal(BackupTurnOutcome.NotDue, (await lab.InvokeAsync(lab.Session("bob@bastion"), "a")).Result.Outcome);

        time.Advance(TimeSpan.FromDays(30));
        Assert.Equal(BackupTurnOutcome.Done, (await lab.InvokeAsync(lab.Ann, "a")).Result.Outcome);
        Assert.Equal(BackupTurnOutcome.NotDue, (await lab.InvokeAsync(lab.Ann, "a")).Result.Outcome);
        Assert.Equal(2, (await lab.BackupsAsync()).Count);

        time.Advance(TimeSpan.FromHours(6));
        var third = (await lab.InvokeAsync(lab.Ann, "a")).Result;
        Assert.Equal([first.Backup!], third.Removed);
        Assert.Equal(2, (await lab.BackupsAsync()).Count);
    }

    [Fact]
    public async Task InvokeAsync_ProvesTheFirst_AndNeverRemovesTheLastProven()
    {
        var lab = await LabAsync(new BackupPolicyChange { Name = "p", Schedule = "1h", Last = 1, ProveEvery = 4 }, "a");
        var proven = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            time.Advance(TimeSpan.FromHours(1));
            var result = (await lab.InvokeAsync(lab.Ann, "a")).Result;
            Assert.Equal(BackupTurnOutcome.Done, result.Outcome);
            proven.AddRange(result.IsProven ? [result.Backup!] : []);
            Assert.Contains(await lab.BackupsAsync(), b => b.Id == proven[^1] && b.ProvenAt is not null);
        }

        Assert.Equal(2, proven.Count);
        Assert.Equal(2, (await lab.BackupsAsync()).Count);
        Assert.Equal(["a"], (await lab.Ann.ListServicesAsync(Cancel)).Select(s => s.Name));
    }

    [Fact]
    public async Task InvokeAsync_BackupsByHandAndOfOtherPolicies_Stay()
    {
        var lab = await LabAsync(new BackupPolicyChange { Name = "p", Schedule = "1h", Last = 1 }, "a");
        await lab.Ann.BackupPolicies.CreateAsync(new BackupPolicyChange { Name = "q", Schedule = "1d", Last = 9 }, Cancel);
        var byHand = await lab.Ann.Backups.PlanBackupAsync("a", null, false, null, new Dictionary<string, string>(), Cancel);
        await lab.Ann.RunAsync(byHand, new Dictionary<string, string>(), null, Cancel);
        var other = (await lab.InvokeAsync(lab.Ann, "a", "q", force: true)).Result.Backup;
        var first = (await lab.InvokeAsync(lab.Ann, "a", force: true)).Result.Backup;

        Assert.Equal([first!], (await lab.InvokeAsync(lab.Ann, "a", force: true)).Result.Removed);
        Assert.Equal([byHand.Place.Id, other!], (await lab.BackupsAsync()).Select(b => b.Id).Take(2));
    }

    [Fact]
    public async Task InvokeAsync_SecondStore_HasACopyOfEachThatIsKept()
    {
        var lab = await LabAsync(new BackupPolicyChange { Name = "p", Schedule = "1h", Last = 1, ProveEvery = 10 }, "a");
        await lab.Ann.BackupPolicies.ChangeAsync(new BackupPolicyChange { Name = "p", CopyTo = lab.Copies }, Cancel);
        for (var i = 0; i < 4; i++)
        {
            time.Advance(TimeSpan.FromHours(1));
            var result = (await lab.InvokeAsync(lab.Ann, "a")).Result;
            Assert.Equal((BackupTurnOutcome.Done, lab.Copies), (result.Outcome, result.CopiedTo));
            Assert.Equal(
                (await lab.BackupsAsync()).Select(b => b.Id),
                (await lab.Ann.Backups.ListAsync(lab.Copies, "a", Cancel)).Select(b => b.Id));
        }

        Assert.Equal(2, (await lab.BackupsAsync()).Count);
        await Assert.ThrowsAsync<InvalidInputException>(
            () => lab.Ann.BackupPolicies.ChangeAsync(new BackupPolicyChange { Name = "p", CopyTo = lab.Store }, Cancel));
    }

    [Fact]
    public async Task InvokeAsync_SeveralSessionsAtOnce_EachDueMomentHasOneBackup()
    {
        var lab = await LabAsync(new BackupPolicyChange { Name = "p", Schedule = "6h", Last = 100 }, "a", "b");
        var sessions = new[] { lab.Ann, lab.Session("bob@bastion"), lab.Session("eve@bastion") };
        const int Moments = 8;
        for (var moment = 0; moment < Moments; moment++)
        {
            time.Advance(TimeSpan.FromHours(6));
            var reports = await Task.WhenAll(sessions.SelectMany(session => new[] { "a", "b" }.Select(
                service => Task.Run(() => lab.InvokeAsync(session, service), Cancel))));
            Assert.All(reports, r => Assert.Null(r.Failure));
            Assert.Equal(["a", "b"], reports.Where(r => r.Result.Outcome == BackupTurnOutcome.Done).Select(r => r.Result.Service).Order());
        }

        foreach (var service in new[] { "a", "b" })
        {
            var moments = await lab.MomentsAsync(service);
            Assert.Equal((Moments, Moments), (moments.Count, moments.Distinct().Count()));
        }
    }

    [Fact]
    public async Task InvokeAsync_OneServiceFails_OthersFollowAndItIsTriedAgain()
    {
        var lab = await LabAsync(new BackupPolicyChange { Name = "p", Schedule = "6h", Last = 3 }, "a", "b");
        var isBroken = true;
        lab.World.Volumes.Snapshotting = snapshot =>
        {
            if (isBroken && snapshot.Contains("_a-", StringComparison.Ordinal))
            {
                throw new Engine.Volumes.VolumeException(snapshot, "the disk is full.", "Make room.");
            }
        };
        time.Advance(TimeSpan.FromHours(6));
        var failed = await lab.InvokeAsync(lab.Ann, "a");
        Assert.Equal((BackupTurnOutcome.Failed, true), (failed.Result.Outcome, failed.Failure is FireCampException));
        Assert.Contains("the disk is full", failed.Result.Reason, StringComparison.Ordinal);
        Assert.Equal(BackupTurnOutcome.Done, (await lab.InvokeAsync(lab.Ann, "b")).Result.Outcome);
        Assert.Equal(BackupTurnOutcome.Failed, (await lab.InvokeAsync(lab.Ann, "a")).Result.Outcome);
        Assert.StartsWith("a: ", Assert.Single((await lab.Ann.BackupPolicies.GetAsync("p", Cancel)).Unfinished), StringComparison.Ordinal);
        Assert.Single(await lab.Ann.ListEventsAsync("service/a", null, Cancel), e => e.Action == "BackupPolicyFailed");

        isBroken = false;
        var done = (await lab.InvokeAsync(lab.Ann, "a")).Result;
        Assert.Equal((BackupTurnOutcome.Done, failed.Result.Due), (done.Outcome, done.Due));
        Assert.Equal(["a", "b"], (await lab.BackupsAsync()).Select(b => b.Service));
        Assert.Empty((await lab.Ann.BackupPolicies.GetAsync("p", Cancel)).Unfinished);
    }

    /// <summary>Each effect is too many for every day: without FIRECAMP_POLICY_KILLS it is one in so many, so that there are two dozen.</summary>
    [Fact]
    public async Task InvokeAsync_KilledAfterAnyEffect_TheNextOneFinishesAndTakesNoneTwice()
    {
        var undisturbed = new MortalProcess();
        Assert.Equal(BackupTurnOutcome.Done, await KillAsync(undisturbed));
        var all = Environment.GetEnvironmentVariable("FIRECAMP_POLICY_KILLS") is { Length: > 0 };
        var (effects, every) = (undisturbed.Effects.Count, all ? 1 : Math.Max(1, undisturbed.Effects.Count / 24));
        var killed = 0;
        for (var effect = 1; effect <= effects; effect += every)
        {
            var process = new MortalProcess(effect);
            var outcome = await KillAsync(process);
            Assert.True(outcome is BackupTurnOutcome.Done or BackupTurnOutcome.NotDue, $"{effect}, {process.Effects[^1]}: {outcome}");
            killed += process.IsDead ? 1 : 0;
        }

        output.WriteLine($"killed {killed} times, of {effects} effects");
        Assert.True(killed > 15);
    }

    [Fact]
    public async Task CreateAsync_AndSo_RefusesByName()
    {
        var lab = await LabAsync(new BackupPolicyChange { Name = "p", Schedule = "6h", Last = 1 });
        var again = new BackupPolicyChange { Name = "P", Schedule = "6h", Last = 1 };
        var taken = await Assert.ThrowsAsync<AlreadyExistsException>(() => lab.Ann.BackupPolicies.CreateAsync(again, Cancel));
        Assert.Equal(("BackupPolicyExists", "A backup policy named 'P' exists already."), (taken.ErrorId, taken.Message));
        await Assert.ThrowsAsync<BackupStoreException>(
            () => lab.Ann.BackupPolicies.CreateAsync(again with { Name = "q", Store = $"{lab.Store}/absent" }, Cancel));
        await Assert.ThrowsAsync<NotFoundException>(() => lab.Ann.BackupPolicies.ChangeAsync(again with { Name = "q" }, Cancel));
        await Assert.ThrowsAsync<InvalidInputException>(() => lab.Ann.BackupPolicies.ChangeAsync(again with { Last = 0 }, Cancel));
        await lab.Ann.BackupPolicies.RemoveAsync("P", Cancel);
        await Assert.ThrowsAsync<NotFoundException>(() => lab.InvokeAsync(lab.Ann, "a"));
        Assert.Equal(
            ["BackupStoreSet", "BackupPolicyCreated", "BackupPolicyRemoved"],
            (await lab.Ann.ListEventsAsync("cluster/t1", null, Cancel)).Select(e => e.Action));
    }

    public void Dispose() => labs.ForEach(lab => lab.Dispose());

    /// <summary>A turn that copies, proves and prunes dies with the process; the world is as it is to be once another session went on.</summary>
    /// <returns>What came of that session's invocation, or of the process's own where it lived.</returns>
    private async Task<BackupTurnOutcome> KillAsync(MortalProcess process)
    {
        using var lab = new PolicyLab(time);
        await lab.StartAsync("a");
        await lab.Ann.BackupPolicies.CreateAsync(
            new BackupPolicyChange { Name = "p", Schedule = "6h", Last = 1, ProveEvery = 1, CopyTo = lab.Copies }, Cancel);
        await lab.InvokeAsync(lab.Ann, "a", force: true);
        time.Advance(TimeSpan.FromHours(6));
        BackupTurnOutcome outcome;
        try
        {
            outcome = (await lab.InvokeAsync(lab.Session(process), "a")).Result.Outcome;
        }
        catch (Exception) when (process.IsDead)
        {
            outcome = BackupTurnOutcome.Failed;
        }

        if (process.IsDead)
        {
            outcome = (await lab.InvokeAsync(lab.Session("bob@bastion"), "a")).Result.Outcome;
        }

        Assert.Equal(BackupTurnOutcome.NotDue, (await lab.InvokeAsync(lab.Ann, "a")).Result.Outcome);
        var kept = Assert.Single(await lab.BackupsAsync());
        Assert.NotNull(kept.ProvenAt);
        Assert.Equal(kept.Id, Assert.Single(await lab.Ann.Backups.ListAsync(lab.Copies, "a", Cancel)).Id);
        Assert.Empty(await lab.Ann.ListOperationsAsync(finished: false, Cancel));
        Assert.Empty(lab.World.Volumes.Snapshots);
        return outcome;
    }

    private async Task<PolicyLab> LabAsync(BackupPolicyChange policy, params string[] services)
    {
        var lab = new PolicyLab(time);
        labs.Add(lab);
        await lab.StartAsync(services);
        await lab.Ann.BackupPolicies.CreateAsync(policy, Cancel);
        return lab;
    }
}
