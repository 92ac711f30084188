using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog;

/// <summary>A member that texts are rendered for, or that they name.</summary>
/// <param name="Host">Its lasting DNS name.</param>
/// <param name="Address">Its own address; null where the platform gives none.</param>
public sealed record RenderMember(MemberPlace Place, string Host, string? Address)
{
    public static RenderMember Of(MemberSpec member) => new(MemberPlace.Of(member), member.Host, member.Address);
}
