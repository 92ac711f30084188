using FireCamp.Engine.Metadata.Etcd;
using FireCamp.Testing.Etcd;

namespace FireCamp.Engine.Tests.Metadata.Etcd;

/// <summary>One etcd for all tests of a class; each test has a cluster of its own in it.</summary>
public abstract class EtcdFixture(int nodes) : IAsyncDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);
    private EtcdLab? lab;

    /// <summary>Skips the test where there is no etcd.</summary>
    public async Task<EtcdLab> LabAsync()
    {
        await turn.WaitAsync();
        try
        {
            return lab ??= await EtcdLab.StartAsync(nodes);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>A store that is empty, over all nodes or those of the URL.</summary>
    public async Task<EtcdMetadataStore> OpenAsync(string? url = null, string? cluster = null)
        => await EtcdMetadataStore.OpenAsync(
            url ?? (await LabAsync()).Url, cluster ?? NewCluster(), create: true, TimeProvider.System, TestContext.Current.CancellationToken);

    public static string NewCluster() => $"t{Guid.NewGuid():N}";

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (lab is not null)
        {
            await lab.DisposeAsync();
        }

        turn.Dispose();
    }
}

public sealed class SingleEtcd() : EtcdFixture(1);

public sealed class ThreeEtcds() : EtcdFixture(3);

[CollectionDefinition(Name)]
public sealed class SingleEtcdCollection : ICollectionFixture<SingleEtcd>
{
    public const string Name = "single etcd";
}
