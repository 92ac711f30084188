using System.Globalization;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Tests.Operations;
using FireCamp.Engine.Tests.Planning;
using FireCamp.Testing.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace FireCamp.Engine.Tests;

/// <summary>Windows and approvals, from the command that comes too early to the operation that is carried out.</summary>
public sealed class ClusterQueueTests
{
    private static readonly Dictionary<string, string> NoSecrets = [];

    private static readonly DateTimeOffset Thursday = DateTimeOffset.Parse("2026-11-26 12:00Z", CultureInfo.InvariantCulture);

    // Events are in order where their times differ.
    private readonly FakeTimeProvider time = new(Thursday) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) };
    private readonly FakeWorld world;
    private readonly ClusterEngine ann;

    public ClusterQueueTests()
    {
        world = new FakeWorld(time);
        ann = TestClusters.Connect(world);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SubmitAsync_WindowShut_IsQueuedAndBeginsOnceItIsDue()
    {
        await CreateAsync("Sat 01:00-05:00");
        var queued = await SubmitRestartAsync();
        Assert.Equal((OperationState.Queued, Thursday.AddHours(37), false, true), (queued.State, queued.OpensAt, queued.IsDue, queued.CanUndo));
        Assert.Contains("Sat 01:00-05:00 UTC", queued.Waits, StringComparison.Ordinal);
        Assert.Equal(queued.Id, Assert.Single(await ann.Queue.ListAsync(Cancel)).Id);
        Assert.Empty(await ann.ListOperationsAsync(finished: false, Cancel));
        var early = await Assert.ThrowsAsync<FireCampException>(() => ann.ResumeOperationAsync(queued.Id, force: false, null, Cancel));
        Assert.Equal("OperationNotDue", early.ErrorId);

        time.Advance(TimeSpan.FromHours(38));
        Assert.True(Assert.Single(await ann.Queue.ListAsync(Cancel)).IsDue);
        var done = await TestClusters.Connect(world, "scheduler@bastion").ResumeOperationAsync(queued.Id, force: false, null, Cancel);
        Assert.Equal((queued.Id, OperationState.Succeeded, "ann@bastion"), (done.Id, done.State, done.Actor));
        Assert.All(world.Platform.Units, u => Assert.Equal(queued.Id, u.RunToken));
        Assert.Empty(await ann.Queue.ListAsync(Cancel));
        Assert.Equal(["OperationQueued", "OperationSucceeded"], await ActionsAsync());
    }

    [Fact]
    public async Task SubmitAsync_WindowOpenOrNothingAsked_BeginsAtOnce()
    {
        await CreateAsync("Thu 11:00-13:00");
        Assert.Equal(OperationState.Succeeded, (await SubmitRestartAsync()).State);
        Assert.Equal(OperationState.Succeeded, (await ann.Queue.SubmitAsync(
            await ann.PlanStartServiceAsync("mypg", Cancel), NoSecrets, force: false, null, Cancel)).State);
    }

    [Fact]
    public async Task SubmitAsync_ByForce_BeginsAndAnEventTells()
    {
        await CreateAsync("Sat 01:00-05:00", requireApproval: true);
        Assert.Equal(OperationState.Succeeded, (await SubmitRestartAsync(force: true)).State);
        Assert.Equal(["PolicyOverridden", "OperationSucceeded"], await ActionsAsync());

        var queued = await SubmitRestartAsync();
        Assert.Equal(OperationState.Succeeded, (await ann.ResumeOperationAsync(queued.Id, force: true, null, Cancel)).State);
        Assert.Equal(2, (await ActionsAsync()).Count(a => a == "PolicyOverridden"));
    }

    [Fact]
    public async Task ApproveAsync_ByAnother_IsKeptAndLetsItBegin()
    {
        await CreateAsync("", requireApproval: true);
        var queued = await SubmitRestartAsync();
        Assert.Equal((false, null, null), (queued.IsDue, queued.OpensAt, queued.ApprovedBy));
        await Assert.ThrowsAsync<FireCampException>(() => ann.ResumeOperationAsync(queued.Id, force: false, null, Cancel));

        var bob = TestClusters.Connect(world, "bob@bastion");
        var approved = await bob.Queue.ApproveAsync(queued.Id, Cancel);
        Assert.Equal((true, "bob@bastion", ""), (approved.IsDue, approved.ApprovedBy, approved.Waits));
        Assert.Equal("bob@bastion", (await ann.Queue.ApproveAsync(queued.Id, Cancel)).ApprovedBy);
        Assert.Equal(OperationState.Succeeded, (await ann.ResumeOperationAsync(queued.Id, force: false, null, Cancel)).State);
        Assert.Equal(["OperationQueued", "OperationApproved", "OperationSucceeded"], await ActionsAsync());
        await Assert.ThrowsAsync<NotFoundException>(() => bob.Queue.ApproveAsync(queued.Id, Cancel));
    }

    [Fact]
    public async Task StartAsync_PrimaryMovedMeanwhile_CarriesOutAPlanOfNow()
    {
        await CreateAsync("", requireApproval: true);
        var queued = await SubmitRestartAsync();
        await ann.Queue.ApproveAsync(queued.Id, Cancel);
        await MakePrimaryAsync("mypg-2");

        List<string> order = [];
        var progress = new ListProgress<OperationProgress>();
        await ann.ResumeOperationAsync(queued.Id, force: false, progress, Cancel);
        order.AddRange(progress.Reports.Where(r => r.Message.StartsWith("restarting", StringComparison.Ordinal)).Select(r => r.Item!));
        Assert.Equal("mypg-2", order[^1]);
    }

    [Fact]
    public async Task StartAsync_CanNotBePlannedNow_StaysQueuedWithTheReason()
    {
        await CreateAsync("", requireApproval: true);
        var queued = await SubmitRestartAsync();
        await ann.Queue.ApproveAsync(queued.Id, Cancel);
        await ann.RunAsync(await ann.PlanStopServiceAsync("mypg", Cancel), NoSecrets, null, Cancel);

        await Assert.ThrowsAsync<FireCampException>(() => ann.ResumeOperationAsync(queued.Id, force: false, null, Cancel));
        Assert.Equal("ServiceStopped", Assert.Single(await ann.Queue.ListAsync(Cancel)).Error?.ErrorId);
    }

    [Fact]
    public async Task StartAsync_ServiceIsGone_IsDropped()
    {
        await CreateAsync("", requireApproval: true);
        var queued = await SubmitRestartAsync();
        await ann.RunAsync(await ann.PlanRemoveServiceAsync("mypg", removeVolumes: true, Cancel), NoSecrets, null, Cancel);

        await Assert.ThrowsAsync<NotFoundException>(() => ann.ResumeOperationAsync(queued.Id, force: false, null, Cancel));
        Assert.Empty(await ann.Queue.ListAsync(Cancel));
        Assert.Contains("OperationDropped", await ActionsAsync());
    }

    [Fact]
    public async Task SubmitAsync_Change_IsQueuedOnlyWhereItRestartsAndIsWorkedOutAnew()
    {
        await CreateAsync("Sat 01:00-05:00");
        Assert.Equal(OperationState.Succeeded, (await SubmitChangeAsync("WorkMem", "8MB")).State);
        var queued = await SubmitChangeAsync("MaxConnections", "200");
        var same = await SubmitChangeAsync("MaxConnections", "200");
        Assert.Equal((OperationState.Queued, OperationState.Queued), (queued.State, same.State));
        await SubmitChangeAsync("WorkMem", "16MB");

        time.Advance(TimeSpan.FromHours(38));
        await ann.ResumeOperationAsync(queued.Id, force: false, null, Cancel);
        var options = (await ann.GetServiceAsync("mypg", Cancel)).Options;
        Assert.Equal(("200", "16MB"), (options["MaxConnections"], options["WorkMem"]));
        Assert.Equal(OperationState.Succeeded, (await ann.ResumeOperationAsync(same.Id, force: false, null, Cancel)).State);
        Assert.Empty(await ann.Queue.ListAsync(Cancel));
        Assert.Equal("OperationDropped", (await ActionsAsync())[^1]);
    }

    [Fact]
    public async Task UndoOperationAsync_Queued_WithdrawsIt()
    {
        await CreateAsync("Sat 01:00-05:00");
        var queued = await SubmitRestartAsync();
        Assert.Equal(OperationState.Undone, (await ann.UndoOperationAsync(queued.Id, null, Cancel)).State);
        Assert.Empty(await ann.Queue.ListAsync(Cancel));
        Assert.Equal(["OperationQueued", "OperationWithdrawn"], await ActionsAsync());
    }

    [Fact]
    public async Task SetPolicyAsync_ChangesWhatIsGivenAndIsShown()
    {
        await CreateAsync("Sat 01:00-05:00");
        await ann.SetPolicyAsync("MYPG", null, requireApproval: true, Cancel);
        var service = await ann.GetServiceAsync("mypg", Cancel);
        Assert.Equal(("Sat 01:00-05:00 UTC", true), (Assert.Single(service.Windows).ToString(), service.RequireApproval));

        await ann.SetPolicyAsync("mypg", [], requireApproval: false, Cancel);
        service = await ann.GetServiceAsync("mypg", Cancel);
        Assert.Equal((0, false), (service.Windows.Count, service.RequireApproval));
        Assert.Equal(["PolicyChanged", "PolicyChanged"], await ActionsAsync());
        var wrong = await Assert.ThrowsAsync<InvalidInputException>(() => ann.SetPolicyAsync("mypg", ["nonsense", "Xyz 01:00-02:00"], null, Cancel));
        Assert.Equal(2, wrong.Mistakes.Count);
        await Assert.ThrowsAsync<NotFoundException>(() => ann.SetPolicyAsync("nothing", [], null, Cancel));
    }

    [Fact]
    public void Replanner_KnowsEveryPlanThatDisruptsAService()
    {
        var disruptive = typeof(OperationPlan).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(OperationPlan)) && t.GetProperty(nameof(OperationPlan.Disrupts))!.DeclaringType == t);
        var replanner = new Replanner(null!, null!, null!);
        Assert.Equal(disruptive.OrderBy(t => t.Name), replanner.Types.OrderBy(t => t.Name));
    }

    private async Task CreateAsync(string window, bool requireApproval = false)
    {
        await world.StartClusterAsync();
        var request = PlanningStates.Request("mypg", "PostgreSQL") with
        {
            Windows = window.Length > 0 ? [window] : [], RequireApproval = requireApproval,
        };
        await ann.RunAsync(await ann.PlanCreateServiceAsync(request, Cancel), NoSecrets, null, Cancel);
    }

    private async Task<Operation> SubmitRestartAsync(bool force = false)
        => await ann.Queue.SubmitAsync(await ann.PlanRestartServiceAsync("mypg", [], Cancel), NoSecrets, force, null, Cancel);

    private async Task<Operation> SubmitChangeAsync(string option, string value)
    {
        var request = new UpdateServiceRequest { Name = "mypg", Options = new Dictionary<string, string> { [option] = value } };
        return await ann.Queue.SubmitAsync(await ann.PlanUpdateServiceAsync(request, Cancel), NoSecrets, force: false, null, Cancel);
    }

    private async Task MakePrimaryAsync(string member)
    {
        foreach (var report in await world.Store.ListAsync(Keys.Reports("mypg"), ModelJson.Default.MemberReport, Cancel))
        {
            var role = report.Value.Member == member ? MemberRole.Primary : MemberRole.Replica;
            await world.Store.PutAsync(report.Key, report.Value with { Role = role }, report.Revision, ModelJson.Default.MemberReport, Cancel);
        }
    }

    // The creation's own event isn't of interest.
    private async Task<IReadOnlyList<string>> ActionsAsync()
        => [.. (await ann.ListEventsAsync("service/mypg", null, Cancel)).Select(e => e.Action).Skip(1)];
}
