using CsCheck;
using FireCamp.Agent.Leases;
using FireCamp.Engine.Metadata;
using Microsoft.Extensions.Time.Testing;

namespace FireCamp.Agent.Tests.Leases;

/// <summary>The one promise of leases, over any interleaving: when a contender may take over, the holder's hold has ended.</summary>
public sealed class TakeoverModelTests
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2.5);

    [Fact]
    public void Decide_AllowsOnlyAfterTheHoldersHoldHasEnded()
    {
        // Each event happens so many milliseconds after the one before: the holder begins or ends a renewal (the write lies
        // between the two), asks for or gets a pledge, or the contender looks.
        var events = Gen.Select(Gen.Int[0, 900], Gen.Enum<Event>()).List[1, 60];
        events.Sample(Play, iter: 40_000);
    }

    private static bool Play(List<(int After, Event Event)> events)
    {
        var time = new FakeTimeProvider();
        var (leases, pledges) = (new LeaseWatcher(time), new PledgeBook(time));
        var rules = new ClaimRules("contender", Duration, leases, pledges);
        var hold = new LeaseHold("h", Duration, time);
        var stored = new NodeLease("holder", "h", 1, Duration, "unix:///x", false);
        hold.Extend(time.GetTimestamp());
        (long? renewal, long? asking, var written, var taken) = (null, null, false, false);
        foreach (var (after, what) in events)
        {
            time.Advance(TimeSpan.FromMilliseconds(after));
            switch (what)
            {
                case Event.BeginRenewal when !hold.HasEnded:
                    (renewal, written) = (time.GetTimestamp(), false);
                    break;
                case Event.WriteRenewal when renewal is not null:
                    (stored, written) = (stored with { Count = stored.Count + 1 }, true);
                    break;
                case Event.EndRenewal when renewal is { } start && written:
                    hold.Extend(start);
                    renewal = null;
                    break;
                case Event.BeginAsking when !hold.HasEnded:
                    asking = time.GetTimestamp();
                    break;
                case Event.Pledge when asking is { } began && !taken:
                    Pledge(leases, pledges, hold, began);
                    asking = null;
                    break;
                case Event.Look:
                    leases.Observe("holder", stored);
                    taken |= rules.Decide(new MemberClaim("s", "m", "holder", "h", 1, Released: false)).Allowed;
                    break;
            }

            if (taken && hold.IsHeld)
            {
                return false;
            }
        }

        return true;
    }

    private static void Pledge(LeaseWatcher leases, PledgeBook pledges, LeaseHold hold, long began)
    {
        if (pledges.RemainingOf("holder") > TimeSpan.Zero || leases.RemainingOf("holder", Duration) > TimeSpan.Zero)
        {
            pledges.Give("holder", Duration);
            hold.Extend(began);
        }
    }

    internal enum Event
    {
        BeginRenewal,
        WriteRenewal,
        EndRenewal,
        BeginAsking,
        Pledge,
        Look,
    }
}
