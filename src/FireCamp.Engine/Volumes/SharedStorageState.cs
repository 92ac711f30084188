using FireCamp.Engine.Model;

namespace FireCamp.Engine.Volumes;

/// <summary>What a folder on shared storage is good for.</summary>
/// <param name="Clones">Whether files can share blocks (reflink), so that a takeover gets a folder of its own.</param>
/// <param name="Free">What an agent can still write there.</param>
public sealed record SharedStorageState(bool Clones, ByteSize Free);
