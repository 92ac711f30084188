using FireCamp.Engine.Metadata;
using FireCamp.Testing.Metadata;

namespace FireCamp.Engine.Tests.Metadata;

public sealed class InMemoryMetadataStoreTests : MetadataStoreContract
{
    protected override Task<IMetadataStore> OpenAsync()
        => Task.FromResult<IMetadataStore>(new InMemoryMetadataStore(TimeProvider.System));
}
