using FireCamp.Engine.Metadata;
using FireCamp.Testing.Metadata;

namespace FireCamp.Engine.Tests.Metadata.Etcd;

/// <summary>The contract again, on an etcd of three nodes.</summary>
public sealed class EtcdClusterStoreTests(ThreeEtcds etcd) : MetadataStoreContract, IClassFixture<ThreeEtcds>
{
    protected override async Task<IMetadataStore> OpenAsync() => await etcd.OpenAsync();
}
