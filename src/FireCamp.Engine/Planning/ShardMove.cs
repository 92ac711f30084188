using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Data of a service that moves between its shards, since they become more or fewer.</summary>
public sealed record ShardMove
{
    /// <summary>How many shards hold all data before; they are the first ones.</summary>
    public required int From { get; init; }

    /// <summary>How many shards hold all data afterwards; they are the first ones.</summary>
    public required int To { get; init; }

    /// <summary>The member that has it done: one that knows all members.</summary>
    public required MemberId On { get; init; }

    /// <summary>All members of all these shards.</summary>
    public required IReadOnlyList<MemberId> Members { get; init; }

    /// <summary>In how many slots the data lies; 0 where the kind doesn't say.</summary>
    public required int Slots { get; init; }

    /// <summary>How much moves when the data lies evenly, before and afterwards, in words.</summary>
    public string HowMuch()
    {
        var (most, moving) = (Math.Max(From, To), Math.Abs(From - To));
        return Slots > 0
            ? $"about {((Slots * moving) + (most / 2)) / most} of {Slots} slots"
            : $"about {((100 * moving) + (most / 2)) / most} % of the data";
    }
}
