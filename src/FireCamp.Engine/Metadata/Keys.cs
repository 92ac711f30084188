using System.Globalization;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Metadata;

/// <summary>Where each record lies in the store. Names are put in lower case, so that two that differ only in case collide.</summary>
public static class Keys
{
    /// <summary>The <see cref="ClusterSpec"/>.</summary>
    public const string Cluster = "cluster";

    /// <summary>The cluster's certificate authorities, their keys sealed.</summary>
    public const string Authority = "authority";

    /// <summary>The <see cref="BackupStoreSetting"/>.</summary>
    public const string BackupStore = "backup-store";

    /// <summary>The cluster's key, encrypted by a key service's.</summary>
    public const string DataKey = "data-key";

    /// <summary><see cref="AddressTaking"/>s.</summary>
    public const string Addresses = "addresses/";

    public const string Services = "services/";

    /// <summary><see cref="ServiceSpec"/>s.</summary>
    public static string Service(string service) => $"services/{Name(service)}";

    /// <summary>Prefix of the services' policies.</summary>
    public const string Policies = "policies/";

    /// <summary><see cref="ServicePolicy"/>s.</summary>
    public static string Policy(string service) => $"policies/{Name(service)}";

    /// <summary>Prefix of the backup policies.</summary>
    public const string BackupPolicies = "backup-policies/";

    public static string BackupPolicy(string policy) => $"backup-policies/{Name(policy)}";

    /// <summary>Prefix of what a backup policy did last, for each service.</summary>
    public static string BackupTurns(string policy) => $"backup-turns/{Name(policy)}/";

    public static string BackupTurn(string policy, string service) => $"backup-turns/{Name(policy)}/{Name(service)}";

    /// <summary>Prefix of a service's <see cref="ServiceRevision"/>s.</summary>
    public static string Revisions(string service) => $"revisions/{Name(service)}/";

    public static string Revision(string service, int number)
        => string.Create(CultureInfo.InvariantCulture, $"revisions/{Name(service)}/{number}");

    /// <summary>Prefix of a service's <see cref="MemberOutline"/>s; all services' when null.</summary>
    public static string Members(string? service = null) => service is null ? "members/" : $"members/{Name(service)}/";

    public static string Address(string address) => $"addresses/{address}";

    public static string Member(string service, string member) => $"members/{Name(service)}/{Name(member)}";

    /// <summary>Prefix of a service's <see cref="MemberSpec"/>s.</summary>
    public static string Specs(string service) => $"specs/{Name(service)}/";

    public static string Spec(string service, string member, string id) => $"specs/{Name(service)}/{Name(member)}/{id}";

    /// <summary>Prefix of the <see cref="MemberReport"/>s of a service's members; all when null.</summary>
    public static string Reports(string? service = null) => service is null ? "reports/" : $"reports/{Name(service)}/";

    public static string Report(string service, string member) => $"reports/{Name(service)}/{Name(member)}";

    /// <summary>Prefix of the <see cref="MemberUsage"/>s of a service's members; all when null.</summary>
    public static string Usages(string? service = null) => service is null ? "usage/" : $"usage/{Name(service)}/";

    public static string Usage(string service, string member) => $"usage/{Name(service)}/{Name(member)}";

    /// <summary>Prefix of the <see cref="MemberArchive"/>s of a service's members.</summary>
    public static string Archives(string service) => $"archives/{Name(service)}/";

    public static string Archive(string service, string member) => $"archives/{Name(service)}/{Name(member)}";

    /// <summary>Prefix of the <see cref="MemberClaim"/>s of a service's members; all when null.</summary>
    public static string Claims(string? service = null) => service is null ? "claims/" : $"claims/{Name(service)}/";

    public static string Claim(string service, string member) => $"claims/{Name(service)}/{Name(member)}";

    /// <summary>What a demoted primary wrote, while a switchover of its shard is under way.</summary>
    public static string Handover(string service, int shard) => string.Create(CultureInfo.InvariantCulture, $"handovers/{Name(service)}/{shard}");

    public const string Leases = "leases/";

    /// <summary><see cref="NodeLease"/>s.</summary>
    public static string Lease(string node) => $"leases/{Name(node)}";

    /// <summary>Prefix of the members' units; all services' when null.</summary>
    public static string Units(string? service = null) => service is null ? "units/" : $"units/{Name(service)}/";

    public static string Unit(string service, string member) => $"units/{Name(service)}/{Name(member)}";

    public const string Operations = "operations/";

    public static string Operation(string id) => $"operations/{id}";

    public static string Plan(string operation) => $"plans/{operation}";

    /// <summary>Prefix of the operations that wait for their time or for an approval.</summary>
    public const string Queue = "queue/";

    public static string Queued(string operation) => $"queue/{operation}";

    public const string UnfinishedMarks = "unfinished/";

    /// <summary>Names the one unfinished operation of a subject such as <c>service/mypg</c>.</summary>
    public static string Unfinished(string subject) => $"unfinished/{subject.ToLowerInvariant()}";

    /// <summary>Prefix of sealed secrets; ids are paths such as <c>services/mypg/superuser</c>.</summary>
    public static string Secrets(string prefix = "") => $"secrets/{prefix.ToLowerInvariant()}";

    /// <summary>What a cloud's volume provider knows of a volume, or of all whose name starts so.</summary>
    public static string Volume(string volume) => $"volumes/{Name(volume)}";

    /// <summary>The same of a snapshot.</summary>
    public static string Snapshot(string snapshot) => $"snapshots/{Name(snapshot)}";

    public const string Events = "events/";

    private static string Name(string name) => NameRules.Key(name);
}
