using FireCamp.Engine.Model;

namespace FireCamp.Engine.Volumes;

/// <summary>A volume can't be made, attached or deleted.</summary>
public sealed class VolumeException(string volume, string message, string nextStep, Exception? inner = null)
    : FireCampException("VolumeFailed", $"Volume {volume}: {message}", nextStep, inner)
{
    internal static VolumeException Unrecorded(string volume, Exception e)
        => new(volume, $"its record can't be written: {e.Message}", "Make room or give the right to do it, then repeat.", e);
}
