namespace FireCamp.Agent.Members;

/// <summary>A member's place in the store: its service and its name, compared without case.</summary>
internal readonly record struct MemberKey(string Service, string Member)
{
    public bool Equals(MemberKey other)
        => string.Equals(Service, other.Service, StringComparison.OrdinalIgnoreCase)
            && string.Equals(Member, other.Member, StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode()
        => HashCode.Combine(Service.GetHashCode(StringComparison.OrdinalIgnoreCase), Member.GetHashCode(StringComparison.OrdinalIgnoreCase));
}
