using FireCamp.Engine.Metadata;

namespace FireCamp.Engine.Platforms.Checks;

/// <summary>Whether the metadata store takes a write and gives it back.</summary>
public sealed class StoreCheck(IMetadataStore store, string target, TimeProvider time) : IClusterCheck
{
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(0.5);

    public string Name => "Store";

    public string Target => target;

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancel)
    {
        var key = $"checks/{Guid.NewGuid():N}";
        var began = time.GetTimestamp();
        await store.PutAsync(key, "written by a check", 0, cancel).ConfigureAwait(false);
        var took = time.GetElapsedTime(began);
        var found = await store.FindAsync(key, cancel).ConfigureAwait(false);
        await store.ForgetAsync(key, cancel).ConfigureAwait(false);
        return
        [
            (found, took) switch
            {
                (null, _) => Finding.Failed(target, "What was written can't be read.", "See the store's own log."),
                _ when took > Slow => Finding.Warning(target, $"A write took {took.TotalMilliseconds:0} ms.",
                    "Nodes that can't renew their leases in time lose their members: give the store quicker disks or less to do."),
                _ => Finding.Passed(target, $"It takes writes; one took {took.TotalMilliseconds:0} ms."),
            },
        ];
    }
}
