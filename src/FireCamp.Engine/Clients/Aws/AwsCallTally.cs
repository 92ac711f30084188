using System.Collections.Concurrent;

namespace FireCamp.Engine.Clients.Aws;

/// <summary>Counts what is sent to AWS from where it begins until it is disposed, by this flow of control and those that it starts.</summary>
public sealed class AwsCallTally : IDisposable
{
    private static readonly AsyncLocal<AwsCallTally?> Current = new();

    /// <summary>Said by who sends a call again himself, where it isn't the SDK that does.</summary>
    internal static readonly AsyncLocal<bool> IsRepeating = new();

    private readonly ConcurrentDictionary<string, int> calls = new(StringComparer.Ordinal);
    private readonly AwsCallTally? outer;
    private int repeats;

    private AwsCallTally(AwsCallTally? outer) => this.outer = outer;

    /// <summary>Calls by name, such as <c>ec2:AttachVolume</c>. Sending one again isn't another call.</summary>
    public IReadOnlyDictionary<string, int> Calls => calls;

    public int Total => calls.Values.Sum();

    /// <summary>How often a call was sent again, because AWS was busy or an answer was lost.</summary>
    public int Repeats => Volatile.Read(ref repeats);

    /// <summary>What is counted here is counted in the tally around it, too.</summary>
    public static AwsCallTally Begin() => Current.Value = new AwsCallTally(Current.Value);

    public void Dispose()
    {
        if (Current.Value == this)
        {
            Current.Value = outer;
        }
    }

    public override string ToString()
        => $"{Total} calls, {Repeats} repeats: "
            + string.Join(", ", calls.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key} {c.Value}"));

    internal static void Note(string call, bool isRepeat)
    {
        for (var tally = Current.Value; tally is not null; tally = tally.outer)
        {
            if (isRepeat)
            {
                Interlocked.Increment(ref tally.repeats);
            }
            else
            {
                tally.calls.AddOrUpdate(call, 1, (_, count) => count + 1);
            }
        }
    }
}
