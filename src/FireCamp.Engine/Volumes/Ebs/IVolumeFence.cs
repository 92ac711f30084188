namespace FireCamp.Engine.Volumes.Ebs;

/// <summary>Says whether a volume may be taken from an instance by force, which is like pulling a disk's cable.</summary>
public interface IVolumeFence
{
    /// <summary>Whether it is certain that nothing on that instance writes to the volume any more, or will.</summary>
    /// <param name="instance">The one that has it.</param>
    /// <param name="last">The node and epoch under which it was attached there; null when FireCamp knows of none.</param>
    Task<bool> AllowsForceAsync(string volume, string instance, VolumeHolding? last, CancellationToken cancel);
}
