using System.Management.Automation;
using FireCamp.Engine.Model;
using FireCamp.Engine.Operations;

namespace FireCamp.PowerShell.References;

/// <summary>Names an operation; PowerShell makes one of an id, of an operation, or of a service that has an unfinished one.</summary>
public sealed class OperationReference
{
    public OperationReference(string id) => Id = id;

    public OperationReference(Operation operation)
    {
        Id = operation.Id;
        Cluster = operation.Cluster;
    }

    public OperationReference(Service service)
    {
        Id = service.Operation ?? throw new PSInvalidCastException($"Service '{service.Name}' has no unfinished operation.");
        Cluster = service.Cluster;
    }

    public OperationReference(PSObject value)
    {
        Id = ReferenceText.Required(value, "Id");
        Cluster = ReferenceText.Of(value, "Cluster");
    }

    public string Id { get; }

    /// <summary>The cluster that the object came from; null for a bare id.</summary>
    public string? Cluster { get; }

    public override string ToString() => Id;
}
