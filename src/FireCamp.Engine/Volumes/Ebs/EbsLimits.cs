using FireCamp.Engine.Model;

namespace FireCamp.Engine.Volumes.Ebs;

/// <summary>What EBS makes of each type, as its documentation says ("Amazon EBS volume types").</summary>
/// <param name="LeastGiB">The smallest volume.</param>
/// <param name="Iops">From and to; null where the type has no choice.</param>
/// <param name="IopsPerGiB">At most so many for each GiB.</param>
internal sealed record EbsLimits(int LeastGiB, int MostGiB, (int Least, int Most)? Iops, int IopsPerGiB, (int Least, int Most)? Throughput)
{
    private const int LeastGp3Iops = 3000;
    private const int MostTags = 50 - 5;

    private static readonly Dictionary<string, EbsLimits> Types = new()
    {
        ["gp3"] = new(1, 65_536, (LeastGp3Iops, 80_000), 500, (125, 2000)),
        ["io2"] = new(4, 65_536, (100, 256_000), 1000, null),
        ["st1"] = new(125, 16_384, null, 0, null),
    };

    /// <summary>EBS sells whole GiB.</summary>
    public static int GiBOf(ByteSize size) => (int)Math.Min(int.MaxValue, (size.Bytes + (1L << 30) - 1) >> 30);

    public static IEnumerable<Mistake> Mistakes(EbsVolumeClass wanted, int gib)
    {
        if (!Types.TryGetValue(wanted.Type, out var limits))
        {
            return [new Mistake("Type", $"'{wanted.Type}' is none of {string.Join(", ", Types.Keys)}")];
        }

        return
        [
            .. limits.SizeMistakes(wanted.Type, gib),
            .. limits.IopsMistakes(wanted, gib),
            .. limits.ThroughputMistakes(wanted),
            .. TagMistakes(wanted.Tags),
        ];
    }

    private IEnumerable<Mistake> SizeMistakes(string type, int gib)
    {
        if (gib < LeastGiB || gib > MostGiB)
        {
            yield return new Mistake("Size", $"{gib} GiB; {type} has {LeastGiB} to {MostGiB} GiB");
        }
    }

    private IEnumerable<Mistake> IopsMistakes(EbsVolumeClass wanted, int gib)
    {
        if (Iops is not { } range)
        {
            return wanted.Iops is null ? [] : [new Mistake("Iops", $"{wanted.Type} has no choice of them")];
        }

        if (wanted.Iops is not { } iops)
        {
            return wanted.Type == "gp3" ? [] : [new Mistake("Iops", $"{wanted.Type} needs them: {range.Least} to {range.Most}")];
        }

        if (iops < range.Least || iops > range.Most)
        {
            return [new Mistake("Iops", $"{iops}; {wanted.Type} has {range.Least} to {range.Most}")];
        }

        return iops > Math.Max(range.Least, (long)gib * IopsPerGiB)
            ? [new Mistake("Iops", $"{iops} are too many for {gib} GiB; {wanted.Type} has {IopsPerGiB} for each GiB")]
            : [];
    }

    private IEnumerable<Mistake> ThroughputMistakes(EbsVolumeClass wanted)
    {
        if (wanted.Throughput is not { } throughput)
        {
            yield break;
        }

        if (Throughput is not { } range)
        {
            yield return new Mistake("Throughput", $"{wanted.Type} has no choice of it");
        }
        else if (throughput < range.Least || throughput > range.Most)
        {
            yield return new Mistake("Throughput", $"{throughput} MiB/s; {wanted.Type} has {range.Least} to {range.Most}");
        }
        else if (throughput > (wanted.Iops ?? LeastGp3Iops) / 4)
        {
            yield return new Mistake("Throughput", $"{throughput} MiB/s need {throughput * 4} IOPS: {wanted.Type} has a quarter MiB/s for each");
        }
    }

    private static IEnumerable<Mistake> TagMistakes(IReadOnlyDictionary<string, string> tags)
    {
        if (tags.Count > MostTags)
        {
            yield return new Mistake("Tags", $"{tags.Count}; at most {MostTags} beside FireCamp's own");
        }

        foreach (var (key, value) in tags)
        {
            if (key.Length is 0 or > 128 || value.Length > 256)
            {
                yield return new Mistake("Tags", $"'{key}': a key has 1 to 128 characters, a value at most 256");
            }
            else if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase) || key.StartsWith("firecamp:", StringComparison.OrdinalIgnoreCase))
            {
                yield return new Mistake("Tags", $"'{key}' begins as AWS's or FireCamp's own do");
            }
        }
    }
}
