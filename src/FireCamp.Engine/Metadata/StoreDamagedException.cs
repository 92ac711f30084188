using FireCamp.Engine.Model;

namespace FireCamp.Engine.Metadata;

/// <summary>The metadata store's content is not what FireCamp wrote. Nothing was changed.</summary>
public sealed class StoreDamagedException(string store, string why, Exception? inner = null)
    : FireCampException("StoreDamaged", $"The metadata store {store} is damaged: {why}",
        "Restore it from a copy. FireCamp changes nothing in a damaged store.", inner);
