using FireCamp.Engine.Dns;
using FireCamp.Testing.Dns;
using FireCamp.Testing.Fakes;

namespace FireCamp.Engine.Tests.Dns;

/// <summary>The names in memory that operations are tried with keep to the port too.</summary>
public sealed class FakeDnsTests : DnsProviderContract
{
    protected override Task<IDnsProvider> OpenAsync() => Task.FromResult<IDnsProvider>(new FakeDns());

    protected override async Task<string> StateAsync() => string.Join(' ', (await Names.ListAsync(Cancel)).Select(e => $"{e}"));
}
