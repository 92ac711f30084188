using FireCamp.Engine.Model;

namespace FireCamp.Engine.Volumes.Ebs;

/// <summary>What sort of EBS volume members get.</summary>
public sealed record EbsVolumeClass
{
    /// <summary><c>gp3</c> (the default), <c>io2</c> or <c>st1</c>.</summary>
    public string Type { get; init; } = "gp3";

    /// <summary>Operations a second; null for the type's least: gp3 3,000. io2 needs it; st1 has none.</summary>
    public int? Iops { get; init; }

    /// <summary>In MiB a second; gp3 alone. Null for 125.</summary>
    public int? Throughput { get; init; }

    /// <summary>The id, ARN or alias of the KMS key that encrypts it; null for the account's own key for EBS. All volumes are encrypted.</summary>
    public string? KmsKey { get; init; }

    /// <summary>Besides FireCamp's own.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Returns when a volume of that size can be had.</summary>
    /// <exception cref="InvalidInputException">It can't; names every mistake.</exception>
    public void Check(string volume, ByteSize size)
    {
        var mistakes = EbsLimits.Mistakes(this, EbsLimits.GiBOf(size)).ToList();
        if (mistakes.Count > 0)
        {
            throw new InvalidInputException("VolumeClassInvalid", $"EBS volume {volume}", mistakes);
        }
    }
}
