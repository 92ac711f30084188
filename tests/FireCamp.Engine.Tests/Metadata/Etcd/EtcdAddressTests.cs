using FireCamp.Engine.Metadata.Etcd;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Tests.Metadata.Etcd;

public sealed class EtcdAddressTests
{
    [Fact]
    public void Read_HostsAlone_HasTheDefaults()
    {
        var address = EtcdAddressReader.Read("etcd://10.0.0.1,Etcd2.Example.com:2380,[fd00::1]:2379,[fd00::2]");

        Assert.Equal(["10.0.0.1:2379", "etcd2.example.com:2380", "[fd00::1]:2379", "[fd00::2]:2379"], address.Endpoints);
        Assert.Equal("/firecamp", address.Prefix);
        Assert.False(address.Tls);
        Assert.Equal(EtcdAddress.DefaultTimeout, address.Timeout);
        Assert.Null(address.User);
        Assert.True(address.Compact);
    }

    [Fact]
    public void Read_Everything_IsTakenAsItStands()
    {
        var address = EtcdAddressReader.Read(
            "etcd://h:1/team/fire-x/?tls=true&ca=/a%20b/ca.pem&cert=/c.pem&key=/k.pem&user=fire&password-file=/p&timeout=10s&compact=false");

        Assert.Equal("/team/fire-x", address.Prefix);
        Assert.Equal("/a b/ca.pem", address.CaFile);
        Assert.Equal("/c.pem", address.CertificateFile);
        Assert.Equal("/k.pem", address.KeyFile);
        Assert.Equal("fire", address.User);
        Assert.Equal("/p", address.PasswordFile);
        Assert.Equal(TimeSpan.FromSeconds(10), address.Timeout);
        Assert.True(address.Tls);
        Assert.False(address.Compact);
        Assert.Equal("etcd://h:1/team/fire-x", $"{address}");
    }

    [Theory]
    [InlineData("etcd://h?tls", true)]
    [InlineData("etcd://h?ca=/ca.pem", true)]
    [InlineData("etcd://h?tls=false", false)]
    public void Read_Tls_IsOnWhenAskedForOrNeeded(string url, bool tls) => Assert.Equal(tls, EtcdAddressReader.Read(url).Tls);

    [Fact]
    public void Read_Credential_IsAFileOfTheService()
    {
        const string Variable = "CREDENTIALS_DIRECTORY";
        var before = Environment.GetEnvironmentVariable(Variable);
        try
        {
            Environment.SetEnvironmentVariable(Variable, "/run/credentials/firecamp");
            Assert.Equal("/run/credentials/firecamp/etcd", EtcdAddressReader.Read("etcd://h?user=u&credential=etcd").PasswordFile);
            Assert.Single(Assert.Throws<InvalidInputException>(() => EtcdAddressReader.Read("etcd://h?user=u&credential=../etcd")).Mistakes);

            Environment.SetEnvironmentVariable(Variable, null);
            Assert.Single(Assert.Throws<InvalidInputException>(() => EtcdAddressReader.Read("etcd://h?user=u&credential=etcd")).Mistakes);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Variable, before);
        }
    }

    [Theory]
    [InlineData("http://h:2379", "url")]
    [InlineData("etcd://", "host")]
    [InlineData("etcd://h:0", "host")]
    [InlineData("etcd://h:99999", "host")]
    [InlineData("etcd://a b", "host")]
    [InlineData("etcd://fd00::1", "host")]
    [InlineData("etcd://h,,i", "host")]
    [InlineData("etcd://h,h:2379", "host")]
    [InlineData("etcd://h?tls=yes", "tls")]
    [InlineData("etcd://h?tls=false&ca=/ca.pem", "tls")]
    [InlineData("etcd://h?cert=/c.pem", "cert")]
    [InlineData("etcd://h?ca=ca.pem", "ca")]
    [InlineData("etcd://h?ca=/a&ca=/b", "ca")]
    [InlineData("etcd://h?ca=", "ca")]
    [InlineData("etcd://h?user=u", "user")]
    [InlineData("etcd://h?password-file=/p", "user")]
    [InlineData("etcd://h?timeout=100ms", "timeout")]
    [InlineData("etcd://h?timeout=soon", "timeout")]
    [InlineData("etcd://h?compact=sometimes", "compact")]
    [InlineData("etcd://h?colour=red", "colour")]
    [InlineData("etcd://,h:x?tls=maybe&nothing=1&timeout=0&key=k", "nothing", "host", "host", "tls", "key", "timeout", "key")]
    public void Read_Mistakes_SaysEachOnce(string url, params string[] where)
    {
        var error = Assert.Throws<InvalidInputException>(() => EtcdAddressReader.Read(url));

        Assert.Equal(where, error.Mistakes.Select(m => m.Where));
    }

    [Theory]
    [InlineData("etcd://fire:hunter2@h:2379", "user")]
    [InlineData("etcd://h:2379?user=fire&password=hunter2", "password", "user")]
    public void Read_PasswordInTheUrl_IsRefusedAndNotRepeated(string url, params string[] where)
    {
        var error = Assert.Throws<InvalidInputException>(() => EtcdAddressReader.Read(url));

        Assert.Equal(where, error.Mistakes.Select(m => m.Where));
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }
}
