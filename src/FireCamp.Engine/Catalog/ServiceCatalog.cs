namespace FireCamp.Engine.Catalog;

/// <summary>The shelf of kinds. Replaced by the catalog part.</summary>
public sealed class ServiceCatalog
{
    /// <summary>All kinds, by name.</summary>
    public IReadOnlyList<ServiceDefinition> List() => throw new NotSupportedException();

    /// <exception cref="Model.NotFoundException">There is no such kind; lists the known ones.</exception>
    public ServiceDefinition Get(string kind) => throw new NotSupportedException();
}
