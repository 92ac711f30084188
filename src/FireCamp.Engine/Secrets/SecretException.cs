using FireCamp.Engine.Model;

namespace FireCamp.Engine.Secrets;

/// <summary>A secret can't be opened.</summary>
public sealed class SecretException(string id, string why, Exception? inner = null, string? nextStep = null)
    : FireCampException("SecretUnreadable", $"Secret '{id}' can't be opened: {why}",
        nextStep ?? "Put back the cluster's key file that belongs to this metadata store.", inner);
