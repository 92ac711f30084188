namespace FireCamp.Engine.Metadata;

/// <summary>A record's value with the revision that it was read at.</summary>
public sealed record Versioned<T>(string Key, T Value, long Revision);
