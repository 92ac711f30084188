using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>How operations and events name what they are about.</summary>
public static class Subjects
{
    public static string Cluster(string name) => $"cluster/{NameRules.Key(name)}";

    public static string Node(string name) => $"node/{NameRules.Key(name)}";

    public static string Service(string name) => $"service/{NameRules.Key(name)}";

    public static string Backup(string id) => $"backup/{NameRules.Key(id)}";

    public static string Member(string service, string member) => $"service/{NameRules.Key(service)}/{NameRules.Key(member)}";
}
