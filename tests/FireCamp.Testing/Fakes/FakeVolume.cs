using FireCamp.Engine.Model;

namespace FireCamp.Testing.Fakes;

/// <summary>A volume of <see cref="FakeVolumeProvider"/>.</summary>
/// <param name="Content">What was written to it, such as an action's name; gone with it.</param>
public sealed record FakeVolume(VolumeSpec Spec, string? Node, long Epoch, IReadOnlyList<string> Content);
