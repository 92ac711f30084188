using System.Collections.Concurrent;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>Waits for members, naming those that are waited for.</summary>
internal static class MemberWaits
{
    private const int LooksAtOnce = 16;

    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(1);

    /// <summary>Returns once every member runs under its token, is ready, and, where asked, has caught up.</summary>
    public static Task ReadyAsync(
        StepContext context, IReadOnlyList<MemberId> members, string? runToken, bool caughtUp, CancellationToken cancel)
        => UntilAsync(
            context, members,
            async (m, r) => IsReady(r, runToken, caughtUp) && await IsCurrentAsync(context, m, r!, cancel).ConfigureAwait(false),
            "is not ready", cancel);

    /// <summary>Returns once the member runs under the token, is ready and has caught up; each report that comes by is noted.</summary>
    /// <exception cref="ChangeRefusedException">Its process ended by itself too often.</exception>
    public static Task ReadyUnlessRefusedAsync(
        StepContext context, MemberId member, string runToken, MemberFailures failures, CancellationToken cancel)
        => UntilAsync(
            context, [member],
            async (m, r) =>
            {
                failures.Note(r);
                return IsReady(r, runToken, caughtUp: true) && await IsCurrentAsync(context, m, r!, cancel).ConfigureAwait(false);
            },
            "is not ready", cancel);

    /// <summary>
    /// Returns once every member is ready and has caught up by a report of after the call: for those that what was changed just before may
    /// have left behind, and whose reports don't say so yet.
    /// </summary>
    public static async Task ReadyAnewAsync(StepContext context, IReadOnlyList<MemberId> members, CancellationToken cancel)
    {
        var seen = new ConcurrentDictionary<string, bool>();
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = LooksAtOnce, CancellationToken = cancel };
        await Parallel.ForEachAsync(members, atOnce, async (member, token) => await LookAsync(member, token).ConfigureAwait(false))
            .ConfigureAwait(false);
        await UntilAsync(context, members, IsReadyAnewAsync, "is not ready", cancel).ConfigureAwait(false);

        async ValueTask<bool> IsReadyAnewAsync(MemberId member, MemberReport? report)
            => await IsReadyNowAsync(context, member, report, cancel).ConfigureAwait(false)
                && (seen.ContainsKey(member.Name)
                    || (await LookAsync(member, cancel).ConfigureAwait(false)
                        && await IsReadyNowAsync(context, member, await ReportAsync(context, member, cancel).ConfigureAwait(false), cancel)
                            .ConfigureAwait(false)));

        async Task<bool> LookAsync(MemberId member, CancellationToken token)
            => await TryLookAsync(context, member, token).ConfigureAwait(false) && seen.TryAdd(member.Name, true);
    }

    /// <summary>Returns once the member is ready and has caught up on a node that is not <paramref name="from"/>.</summary>
    public static Task ReadyElsewhereAsync(StepContext context, MemberId member, string from, CancellationToken cancel)
        => UntilAsync(
            context, [member],
            async (m, r) => IsReady(r, null, caughtUp: true) && !IsOn(r!.Node, from)
                && await IsCurrentAsync(context, m, r, cancel).ConfigureAwait(false),
            $"is not ready on a node other than {from}", cancel);

    /// <summary>Returns once no agent of the node has the claim on any of the members.</summary>
    public static Task GoneFromAsync(StepContext context, IReadOnlyList<MemberId> members, string node, CancellationToken cancel)
        => UntilAsync(
            context, members,
            async (m, _) => await ClaimAsync(context, m, cancel).ConfigureAwait(false) is not { Released: false } claim || !IsOn(claim.Node, node),
            $"is still on {node}", cancel);

    /// <summary>Returns once no node has the claim on the member: whoever had it has ended the member, or it was fenced.</summary>
    public static Task ReleasedAsync(StepContext context, MemberId member, CancellationToken cancel)
        => UntilAsync(
            context, [member],
            async (m, _) => await ClaimAsync(context, m, cancel).ConfigureAwait(false) is not { Released: false },
            "is not given up", cancel);

    /// <summary>Returns once no member has a process.</summary>
    public static Task StoppedAsync(StepContext context, IReadOnlyList<MemberId> members, CancellationToken cancel)
        => UntilAsync(context, members, (_, r) => ValueTask.FromResult(r is null or { Phase: MemberPhase.Stopped }), "still runs", cancel);

    /// <summary>The member, as it is now, is named as what is waited for: for waits that a port does by itself.</summary>
    public static async Task NameAsync(StepContext context, MemberId member, string what, CancellationToken cancel)
        => context.Block([BlockerFor(member, await ReportAsync(context, member, cancel).ConfigureAwait(false), what, TimeSpan.Zero)]);

    private static bool IsReady(MemberReport? report, string? runToken, bool caughtUp)
        => report is { Phase: MemberPhase.Ready }
            && (runToken is null || report.RunToken == runToken)
            && (!caughtUp || report.CaughtUp);

    private static async Task<bool> IsReadyNowAsync(StepContext context, MemberId member, MemberReport? report, CancellationToken cancel)
        => IsReady(report, null, caughtUp: true) && await IsCurrentAsync(context, member, report!, cancel).ConfigureAwait(false);

    // A member that doesn't run, or whose node doesn't answer, is waited for like one that isn't ready, and then looked at.
    private static async Task<bool> TryLookAsync(StepContext context, MemberId member, CancellationToken cancel)
    {
        try
        {
            await context.Ports.Executor.LookAsync(member.Service, member.Name, cancel).ConfigureAwait(false);
            return true;
        }
        catch (FireCampException e) when (e.IsTemporary && e.Outage is null)
        {
            return false;
        }
    }

    // The report of an agent that died, or that has another successor on its node, tells of a process that ended with it.
    private static async Task<bool> IsCurrentAsync(StepContext context, MemberId member, MemberReport report, CancellationToken cancel)
    {
        var claim = await ClaimAsync(context, member, cancel).ConfigureAwait(false);
        var lease = claim is null
            ? null
            : await context.Ports.Store.FindAsync(Keys.Lease(claim.Node), MetadataJson.Default.NodeLease, cancel).ConfigureAwait(false);
        return claim is null
            || (report.Epoch >= claim.Epoch && (lease is null || lease.Value.Holder == claim.Holder));
    }

    /// <summary>Who has the member; null when nobody ever had.</summary>
    public static async Task<MemberClaim?> ClaimAsync(StepContext context, MemberId member, CancellationToken cancel)
        => (await context.Ports.Store
            .FindAsync(Keys.Claim(member.Service, member.Name), MetadataJson.Default.MemberClaim, cancel).ConfigureAwait(false))?.Value;

    private static bool IsOn(string node, string other) => NameRules.Key(node) == NameRules.Key(other);

    private static async Task UntilAsync(
        StepContext context,
        IReadOnlyList<MemberId> members,
        Func<MemberId, MemberReport?, ValueTask<bool>> done,
        string what,
        CancellationToken cancel)
    {
        var started = context.Ports.Time.GetTimestamp();
        var version = await context.Ports.Store.VersionAsync(cancel).ConfigureAwait(false);
        while (true)
        {
            var waiting = new List<(MemberId Member, MemberReport? Report)>();
            foreach (var member in members)
            {
                var report = await ReportAsync(context, member, cancel).ConfigureAwait(false);
                if (!await done(member, report).ConfigureAwait(false))
                {
                    waiting.Add((member, report));
                }
            }

            context.Block([.. waiting.Select(w => BlockerFor(w.Member, w.Report, what, context.Ports.Time.GetElapsedTime(started)))]);
            if (waiting.Count == 0)
            {
                return;
            }

            version = await context.Ports.Store.WaitForChangeAsync(version, LongestLook, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>Something was done with a member; it returns what that returned.</summary>
    /// <remarks>
    /// A member that doesn't run just then, or whose node doesn't answer, is asked again: its process may be about to be started anew.
    /// </remarks>
    public static async Task<T> UntilDoneAsync<T>(StepContext context, MemberId member, Func<Task<T>> attempt, CancellationToken cancel)
    {
        while (true)
        {
            var version = await context.Ports.Store.VersionAsync(cancel).ConfigureAwait(false);
            try
            {
                var result = await attempt().ConfigureAwait(false);
                context.Block([]);
                return result;
            }
            catch (FireCampException e) when (e.IsTemporary && e.Outage is null)
            {
                await NameAsync(context, member, $"can't do its part yet ({e.Message})", cancel).ConfigureAwait(false);
            }

            await context.Ports.Store.WaitForChangeAsync(version, LongestLook, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>What was last reported of the member; null when nothing was.</summary>
    public static async Task<MemberReport?> ReportAsync(StepContext context, MemberId member, CancellationToken cancel)
        => (await context.Ports.Store
            .FindAsync(Keys.Report(member.Service, member.Name), ModelJson.Default.MemberReport, cancel).ConfigureAwait(false))?.Value;

    private static Blocker BlockerFor(MemberId member, MemberReport? report, string what, TimeSpan waited)
        => new(
            $"member {member.Name} {what}",
            waited,
            report is null ? "No node has taken it on." : $"{report.Phase} on {report.Node}{(report.Reason.Length > 0 ? $": {report.Reason}" : "")}.",
            $"See Get-FireCampLog {member.Service} -Member {member.Name} -Tail 20.");
}
