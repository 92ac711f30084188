using System.Management.Automation;
using FireCamp.Engine.Model;

namespace FireCamp.PowerShell.References;

/// <summary>Names a service, perhaps one of its members; PowerShell makes one of a name, or of a service, member or endpoint.</summary>
public sealed class ServiceReference
{
    public ServiceReference(string name) => Name = name;

    public ServiceReference(Service service)
    {
        Name = service.Name;
        Cluster = service.Cluster;
    }

    public ServiceReference(Member member)
    {
        Name = member.Service;
        Cluster = member.Cluster;
        Member = member.Name;
    }

    public ServiceReference(Endpoint endpoint)
    {
        Name = endpoint.Service;
        Cluster = endpoint.Cluster;
        Member = endpoint.Member;
    }

    public ServiceReference(PSObject value)
    {
        var service = ReferenceText.Of(value, "Service");
        var name = ReferenceText.Of(value, "Name");
        Name = service ?? name ?? ReferenceText.Required(value, "Name");
        Member = ReferenceText.Of(value, "Member") ?? (service is null ? null : name);
        Cluster = ReferenceText.Of(value, "Cluster");
    }

    public string Name { get; }

    /// <summary>The cluster that the object came from; null for a bare name.</summary>
    public string? Cluster { get; }

    /// <summary>The one member that is meant; null for the service as a whole.</summary>
    public string? Member { get; }

    public bool IsPattern => WildcardPattern.ContainsWildcardCharacters(Name);

    public override string ToString() => Name;
}
