namespace FireCamp.Engine.Metadata;

/// <summary>A stored value.</summary>
/// <param name="Revision">Greater than 0, and greater after each write of this key.</param>
public sealed record MetadataRecord(string Key, string Value, long Revision);
