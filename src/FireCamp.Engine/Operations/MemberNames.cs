using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

internal static class MemberNames
{
    /// <summary>The addresses of members that have one of their own, by host.</summary>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<MemberSpec> members)
        => members.Where(m => m.Address is not null).ToDictionary(m => m.Host, m => m.Address!);
}
