using FireCamp.Engine.Model;

namespace FireCamp.Testing.Fakes;

/// <summary>A member's unit on <see cref="FakePlatform"/>.</summary>
/// <param name="Member">The spec that its files, probe and actions are of.</param>
/// <param name="Loaded">The spec that its process was started with, or was told to read last.</param>
/// <param name="Epoch">Rises with each start, as a claim's does.</param>
/// <param name="Starts">How often a process was started for it.</param>
/// <param name="Acting">The role that its process has: a demoted primary is none that takes writes, whatever it was started as.</param>
public sealed record FakeUnit(
    MemberSpec Member, MemberSpec Loaded, bool MeantToRun, string RunToken, string Node, long Epoch, int Starts, MemberRole Acting);
