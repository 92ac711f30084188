namespace FireCamp.Engine.Metadata;

/// <summary>Which node may run a member; holds as long as that node's lease does.</summary>
/// <remarks>Stored under <c>claims/&lt;service&gt;/&lt;member&gt;</c>.</remarks>
/// <param name="Holder">The agent process that took it (see <see cref="NodeLease"/>).</param>
/// <param name="Epoch">Rises by one at each takeover; what an older epoch does late changes nothing.</param>
/// <param name="Released">The holder ended the member in order: anybody may take it at once.</param>
public sealed record MemberClaim(string Service, string Member, string Node, string Holder, long Epoch, bool Released);
