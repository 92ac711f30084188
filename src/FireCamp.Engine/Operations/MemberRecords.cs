using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

internal static class MemberRecords
{
    /// <summary>The member's record is there; one that exists stays, for only the operation on its service writes it.</summary>
    public static Task EnsureAsync(IMetadataStore store, MemberSpec member, CancellationToken cancel)
        => store.UpdateAsync(
            Keys.Member(member.Service, member.Name), existing => existing ?? member, ModelJson.Default.MemberSpec, cancel);
}
