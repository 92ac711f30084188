using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;
using FireCamp.Engine.Planning;

namespace FireCamp.Engine;

/// <summary>Lets disruptive operations begin when the policies of their services do, and keeps them queued until then.</summary>
/// <remarks>Nobody starts them by himself: a cluster has no engine of its own. A scheduler does, by <c>Resume-FireCampOperation -Due</c>.</remarks>
public sealed class ClusterQueue
{
    private readonly ClusterConnection connection;
    private readonly ServicePolicies policies;
    private readonly Replanner replanner;

    internal ClusterQueue(ClusterConnection connection, ServicePolicies policies, Replanner replanner)
        => (this.connection, this.policies, this.replanner) = (connection, policies, replanner);

    private OperationQueue Queue => connection.Runner.Queue;

    /// <summary>Whether the plan's operation may begin now, before anybody has approved it.</summary>
    public Task<PolicyVerdict> JudgeAsync(OperationPlan plan, CancellationToken cancel) => JudgeAsync(plan, isApproved: false, cancel);

    /// <summary>Carries the plan out if it may begin now, else queues it.</summary>
    /// <param name="secrets">Passwords that the user gave, by credential name; sealed into the operation.</param>
    /// <param name="force">Whether it begins whatever policies say; an event tells of it.</param>
    /// <returns>The succeeded operation, or the queued one.</returns>
    public async Task<Operation> SubmitAsync(
        OperationPlan plan, IReadOnlyDictionary<string, string> secrets, bool force, IProgress<OperationProgress>? progress,
        CancellationToken cancel)
    {
        var verdict = await JudgeAsync(plan, cancel).ConfigureAwait(false);
        if (!verdict.MayBegin && !force)
        {
            return await AddAsync(plan, secrets, verdict, cancel).ConfigureAwait(false);
        }

        await NoteForceAsync(plan, verdict, cancel).ConfigureAwait(false);
        await PlanRun.PrepareAsync(connection, plan, progress, cancel).ConfigureAwait(false);
        return await connection.Runner.RunAsync(plan, secrets, progress, cancel).ConfigureAwait(false);
    }

    /// <summary>All that wait, the longest waiting first.</summary>
    public async Task<IReadOnlyList<Operation>> ListAsync(CancellationToken cancel)
    {
        var known = await policies.ListAsync(cancel).ConfigureAwait(false);
        return [.. (await Queue.ListAsync(cancel).ConfigureAwait(false)).Select(queued => View(queued, known))];
    }

    /// <summary>The queued operation; null when there is none, or it has begun.</summary>
    public async Task<Operation?> FindAsync(string id, CancellationToken cancel)
        => await Queue.FindAsync(id, cancel).ConfigureAwait(false) is { } queued
            ? View(queued, await policies.ListAsync(cancel).ConfigureAwait(false))
            : null;

    /// <summary>The queued operation has an approval, and waits for nothing but its window. One that has it already keeps the first.</summary>
    /// <exception cref="NotFoundException">It isn't queued.</exception>
    public async Task<Operation> ApproveAsync(string id, CancellationToken cancel)
    {
        var approval = new OperationApproval(connection.Actor, connection.Ports.Time.GetUtcNow());
        var queued = await Queue.ChangeAsync(id, entry => entry with { Approval = entry.Approval ?? approval }, cancel).ConfigureAwait(false);
        if (queued.Approval == approval)
        {
            await NoteAsync(queued.Subject, "OperationApproved", $"{queued.Name} {queued.Id}, asked for by {queued.Actor}, was approved.", cancel)
                .ConfigureAwait(false);
        }

        return View(queued, await policies.ListAsync(cancel).ConfigureAwait(false));
    }

    /// <summary>Plans a queued operation anew and carries it out.</summary>
    /// <param name="force">Whether it begins whatever policies say; an event tells of it.</param>
    /// <exception cref="NotFoundException">It isn't queued; or what it was for is gone, and it isn't queued any more.</exception>
    /// <exception cref="FireCampException"><c>OperationNotDue</c>: it has to wait; or it can't be planned now. It stays queued.</exception>
    public async Task<Operation> StartAsync(string id, bool force, IProgress<OperationProgress>? progress, CancellationToken cancel)
    {
        var queued = await Queue.FindAsync(id, cancel).ConfigureAwait(false) ?? throw OperationQueue.NotQueued(id);
        var plan = await ReplanAsync(queued, cancel).ConfigureAwait(false);
        if (plan.IsEmpty)
        {
            await DropAsync(queued, "What it asks for is so already.", cancel).ConfigureAwait(false);
            return Ended(queued, OperationState.Succeeded);
        }

        var verdict = await JudgeAsync(plan, queued.Approval is not null, cancel).ConfigureAwait(false);
        if (!verdict.MayBegin && !force)
        {
            throw new FireCampException("OperationNotDue", $"Operation {queued.Id} ({queued.Name} of {queued.Subject}) has to wait: {verdict.Reason}",
                (verdict.LacksApproval ? $"Approve-FireCampOperation {queued.Id} approves it. " : "")
                + "Resume-FireCampOperation -Due begins it once it is due; with -Force it begins now.") { Target = queued.Id };
        }

        await NoteForceAsync(plan, verdict, cancel).ConfigureAwait(false);
        await PlanRun.PrepareAsync(connection, plan, progress, cancel).ConfigureAwait(false);
        return await connection.Runner.RunQueuedAsync(queued, plan, progress, cancel).ConfigureAwait(false);
    }

    /// <summary>The queued operation is queued no more, and nothing was done.</summary>
    /// <exception cref="NotFoundException">It isn't queued.</exception>
    public async Task<Operation> WithdrawAsync(string id, CancellationToken cancel)
    {
        var queued = await Queue.FindAsync(id, cancel).ConfigureAwait(false) ?? throw OperationQueue.NotQueued(id);
        if (!await Queue.TakeOutAsync(queued.Id, cancel).ConfigureAwait(false))
        {
            throw OperationQueue.NotQueued(id);
        }

        await NoteAsync(queued.Subject, "OperationWithdrawn", $"{queued.Name} {queued.Id}, asked for by {queued.Actor}, was withdrawn.", cancel)
            .ConfigureAwait(false);
        return Ended(queued, OperationState.Undone);
    }

    private async Task<Operation> AddAsync(
        OperationPlan plan, IReadOnlyDictionary<string, string> secrets, PolicyVerdict verdict, CancellationToken cancel)
    {
        if (!replanner.Types.Contains(plan.GetType()))
        {
            throw new FireCampException("OperationNotDue", $"{plan.Operation} of {plan.Subject} has to wait, and can't be queued: {verdict.Reason}",
                "Repeat the command then, or use -Force.") { Target = plan.Subject };
        }

        var queued = await Queue.AddAsync(plan, secrets, cancel).ConfigureAwait(false);
        await NoteAsync(queued.Subject, "OperationQueued", $"{queued.Name} {queued.Id} was queued: {verdict.Reason}", cancel).ConfigureAwait(false);
        return OperationView.Of(queued, verdict);
    }

    private async Task<OperationPlan> ReplanAsync(QueuedOperation queued, CancellationToken cancel)
    {
        var before = Queue.PlanOf(queued);
        try
        {
            return await replanner.ReplanAsync(before, cancel).ConfigureAwait(false);
        }
        catch (NotFoundException e)
        {
            // What it was for is gone, and with it the reason to wait.
            await DropAsync(queued, e.Message, cancel).ConfigureAwait(false);
            throw;
        }
        catch (FireCampException e)
        {
            await Queue.ChangeAsync(queued.Id, entry => entry with { Error = OperationError.Of(e) }, cancel).ConfigureAwait(false);
            throw;
        }
    }

    private async Task DropAsync(QueuedOperation queued, string why, CancellationToken cancel)
    {
        await Queue.TakeOutAsync(queued.Id, cancel).ConfigureAwait(false);
        await NoteAsync(queued.Subject, "OperationDropped", $"{queued.Name} {queued.Id}, asked for by {queued.Actor}, was dropped: {why}", cancel)
            .ConfigureAwait(false);
    }

    private Operation Ended(QueuedOperation queued, OperationState state) => OperationView.Of(queued, PolicyVerdict.Free) with
    {
        State = state, CanUndo = false, IsDue = false, FinishedAt = connection.Ports.Time.GetUtcNow(),
    };

    private async Task<PolicyVerdict> JudgeAsync(OperationPlan plan, bool isApproved, CancellationToken cancel)
        => plan.Disrupts.Count == 0
            ? PolicyVerdict.Free
            : PolicyRule.Judge(
                plan, await policies.ListAsync(cancel).ConfigureAwait(false), isApproved, connection.Ports.Time.GetUtcNow());

    private Operation View(QueuedOperation queued, IReadOnlyDictionary<string, ServicePolicy> known)
    {
        try
        {
            var plan = Queue.PlanOf(queued);
            return OperationView.Of(
                queued, PolicyRule.Judge(plan, known, queued.Approval is not null, connection.Ports.Time.GetUtcNow()));
        }
        catch (FireCampException e)
        {
            // Another version's plan, or a zone that this machine doesn't know: it is listed all the same, and isn't due.
            return OperationView.Of(queued, new PolicyVerdict(null, IsShut: true, LacksApproval: false, e.Message));
        }
    }

    private Task NoteForceAsync(OperationPlan plan, PolicyVerdict verdict, CancellationToken cancel)
        => verdict.MayBegin
            ? Task.CompletedTask
            : NoteAsync(plan.Subject, "PolicyOverridden", $"{plan.Operation} was begun by force. {verdict.Reason}", cancel);

    private Task NoteAsync(string subject, string action, string message, CancellationToken cancel)
        => new EventLog(connection.Ports.Store).AppendAsync(
            new EventRecord(connection.Ports.Time.GetUtcNow(), connection.Actor, subject, action, message), cancel);
}
