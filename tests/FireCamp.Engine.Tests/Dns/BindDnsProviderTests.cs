using FireCamp.Testing.Dns;

namespace FireCamp.Engine.Tests.Dns;

public sealed class BindDnsProviderTests(BindServer server) : Rfc2136DnsProviderTests(server), IClassFixture<BindServer>;
