using FireCamp.Engine.Model;

namespace FireCamp.Engine.Metadata;

/// <summary>The metadata store did not answer in time, or refused the connection. Nothing is known to have been written.</summary>
public sealed class StoreUnavailableException(string store, string why, Exception? inner = null)
    : FireCampException("StoreUnavailable", $"The metadata store {store} can't be used now: {why}",
        "Running members go on. Mend the store and repeat the command; an interrupted operation can be resumed.", inner)
{
    public override bool IsTemporary => true;

    public override string? Outage => "the metadata store";
}
