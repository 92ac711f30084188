using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;

namespace FireCamp.PowerShell.Commands.Services;

/// <summary>What became of a volume when its service was removed.</summary>
public sealed class VolumeOutcome
{
    internal VolumeOutcome(string cluster, PlannedVolume volume)
    {
        Cluster = cluster;
        Service = volume.Service;
        Member = volume.Member;
        Name = volume.Volume.Name;
        Purpose = volume.Volume.Purpose;
        Size = volume.Volume.Size;
        Zone = volume.Volume.Zone;
        Outcome = volume.Kept ? "Kept" : "Removed";
    }

    public string Cluster { get; }

    public string Service { get; }

    public string Member { get; }

    public string Name { get; }

    public string Purpose { get; }

    public ByteSize Size { get; }

    public string Zone { get; }

    /// <summary><c>Kept</c> or <c>Removed</c>.</summary>
    public string Outcome { get; }
}
