using FireCamp.Engine.Metadata;
using FireCamp.Engine.Secrets;

namespace FireCamp.Engine.Platforms.Checks;

/// <summary>Whether this machine's copy of the cluster's key opens what is sealed with it.</summary>
public sealed class KeyCheck(IMetadataStore store, ISecretStore secrets, string keyFile) : IClusterCheck
{
    /// <summary>A secret that nobody uses, there to be opened.</summary>
    public const string Sample = "cluster/sample";

    public string Name => "Key";

    public string Target => keyFile;

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancel)
    {
        var sealedOnes = await store.ListAsync(Keys.Secrets(), cancel).ConfigureAwait(false);
        if (sealedOnes.Count == 0)
        {
            return [Finding.Passed(keyFile, "The cluster has no secret yet.")];
        }

        _ = await secrets.FindAsync(sealedOnes[0].Key[Keys.Secrets().Length..], cancel).ConfigureAwait(false);
        return [Finding.Passed(keyFile, "It opens the cluster's secrets.")];
    }
}
