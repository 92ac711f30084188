using FireCamp.Engine.Metadata;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>Gives members the addresses that were planned for them: plans that are made at once plan the same ones.</summary>
internal static class MemberAddresses
{
    public const string TakenErrorId = "AddressTaken";

    /// <summary>The members' addresses are theirs.</summary>
    /// <exception cref="FireCampException">Another member was given one after the plan was made.</exception>
    public static Task TakeAsync(IMetadataStore store, string service, IReadOnlyList<MemberSpec> members, CancellationToken cancel)
        => Task.WhenAll(Takings(service, members).Select(async wanted =>
        {
            var stored = await store.UpdateAsync(Keys.Address(wanted.Address), existing => existing ?? wanted, MetadataJson.Default.AddressTaking, cancel)
                .ConfigureAwait(false);
            if (stored != wanted)
            {
                throw new FireCampException(
                    TakenErrorId, $"Address {wanted.Address} was given to {stored?.Member} of service {stored?.Service} while this was planned.",
                    "Run the command again: it plans anew.");
            }
        }));

    /// <summary>No address is the members' any more; those of others stay theirs.</summary>
    public static Task ReturnAsync(IMetadataStore store, string service, IReadOnlyList<MemberSpec> members, CancellationToken cancel)
        => Task.WhenAll(Takings(service, members).Select(async mine =>
        {
            var key = Keys.Address(mine.Address);
            if ((await store.FindAsync(key, MetadataJson.Default.AddressTaking, cancel).ConfigureAwait(false))?.Value == mine)
            {
                await store.ForgetAsync(key, cancel).ConfigureAwait(false);
            }
        }));

    private static IEnumerable<AddressTaking> Takings(string service, IReadOnlyList<MemberSpec> members)
        => members.Where(m => m.Address is not null).Select(m => new AddressTaking(m.Address!, service, m.Name));
}
