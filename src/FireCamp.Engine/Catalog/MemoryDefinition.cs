using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog;

/// <summary>A member's memory: what it gets when the user says nothing, and the least that it runs with.</summary>
public sealed record MemoryDefinition(ByteSize Default, ByteSize Minimum);
