using FireCamp.Engine.Model;

namespace FireCamp.Engine.Metadata;

/// <summary>The metadata store was written by a newer FireCamp than this one. Nothing was changed.</summary>
public sealed class StoreTooNewException(string store, long schema, long known)
    : FireCampException(
        "StoreTooNew",
        $"The metadata store {store} has schema {schema}; this FireCamp knows up to {known}.",
        "Use the FireCamp that wrote it, or a newer one.");
