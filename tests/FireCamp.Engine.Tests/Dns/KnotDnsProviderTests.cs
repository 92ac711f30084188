using FireCamp.Testing.Dns;

namespace FireCamp.Engine.Tests.Dns;

public sealed class KnotDnsProviderTests(KnotServer server) : Rfc2136DnsProviderTests(server), IClassFixture<KnotServer>;
