namespace FireCamp.Engine.Model;

/// <summary>Where clients reach a member.</summary>
/// <param name="Host">Its name, or its address where names can't be used.</param>
/// <param name="Address">Its address, where it has one of its own.</param>
/// <param name="Connections">The kind's connection strings for it by name; none holds a password.</param>
public sealed record Endpoint(
    string Cluster,
    string Service,
    string Member,
    MemberRole Role,
    string Host,
    string? Address,
    int Port,
    bool Ready,
    IReadOnlyDictionary<string, string> Connections);
