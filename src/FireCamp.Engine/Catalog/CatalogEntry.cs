using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog;

/// <summary>A kind on the shelf, whole or broken.</summary>
/// <param name="Folder">Where its <c>catalog.yaml</c> lies.</param>
/// <param name="Definition">Null where the definition has mistakes.</param>
/// <param name="Mistakes">Every mistake in the definition; empty where there is none.</param>
public sealed record CatalogEntry(string Kind, string Folder, ServiceDefinition? Definition, IReadOnlyList<Mistake> Mistakes)
{
    public bool IsBroken => Definition is null;
}
