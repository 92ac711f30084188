namespace FireCamp.Engine.Metadata;

/// <summary>A stored value.</summary>
/// <param name="Revision">1 when first written, greater after each write of this key; never 0.</param>
public sealed record MetadataRecord(string Key, string Value, long Revision);
