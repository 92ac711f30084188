using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>A volume and what removing its service does to it.</summary>
/// <param name="Kept">Whether it stays.</param>
public sealed record PlannedVolume(string Service, string Member, VolumeSpec Volume, bool Kept);
