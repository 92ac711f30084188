using FireCamp.Engine.Dns.Rfc2136;
using FireCamp.Engine.Model;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Dns;

public sealed class TsigKeyFileTests : IDisposable
{
    private const string Secret = "c2VjcmV0//8tc2VjcmV0Cg==";

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("key \"fc-t1\" {\n\talgorithm hmac-sha256;\n\tsecret \"c2VjcmV0//8tc2VjcmV0Cg==\";\n};\n", "hmac-sha256")]
    [InlineData("// a comment\nkey fc-t1 { secret c2VjcmV0//8tc2VjcmV0Cg==; algorithm \"HMAC-SHA512\"; }; # end", "hmac-sha512")]
    [InlineData("/* key \"other\" {};\n */ key \"FC-T1.\" {\n  // algorithm hmac-sha1;\n  secret \"c2VjcmV0//8tc2VjcmV0Cg==\"; };", "hmac-sha256")]
    [InlineData("hmac-sha1:fc-t1:c2VjcmV0//8tc2VjcmV0Cg==\n", "hmac-sha1")]
    [InlineData("fc-t1:c2VjcmV0//8tc2VjcmV0Cg==", "hmac-sha256")]
    [InlineData("# hmac-sha224:fc-t1:c2VjcmV0//8tc2VjcmV0Cg==\nkey:\n  - id: fc-t1\n    algorithm: hmac-sha224\n", "hmac-sha224")]
    [InlineData("hmac-md5.sig-alg.reg.int:fc-t1:c2VjcmV0//8tc2VjcmV0Cg==", "hmac-md5")]
    public void Read_EitherForm_GivesTheKey(string text, string algorithm)
    {
        var key = TsigKeyFile.Read(Write(text));

        Assert.Equal(("fc-t1", algorithm), (key.Name, key.Algorithm));
        Assert.Equal(Convert.FromBase64String(Secret), key.Secret);
        Assert.DoesNotContain(Secret, $"{key}");
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("nothing of the kind", 1)]
    [InlineData("key \"a\" { algorithm hmac-sha256; };", 1)]
    [InlineData("key \"a!\" { algorithm hmac-sha9; secret \"not//secret!\"; };", 3)]
    [InlineData("rot13:-:%%%", 3)]
    [InlineData("key a { secret c2VjcmV0; }; key b { secret c2VjcmV0; };", 1)]
    public void Read_Mistakes_AreAllNamedWithoutTheSecret(string text, int mistakes)
    {
        var path = Write(text);
        var error = Assert.Throws<InvalidInputException>(() => TsigKeyFile.Read(path));

        Assert.Equal("DnsKeyInvalid", error.ErrorId);
        Assert.Equal(mistakes, error.Mistakes.Count);
        Assert.Contains(path, error.Message);
        Assert.DoesNotContain("not//secret", error.Message);
        Assert.DoesNotContain("%%%", error.Message);
    }

    [Theory]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void Read_OpenToAll_IsRefused(UnixFileMode mode)
    {
        var path = Write($"fc-t1:{Secret}");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | mode);

        var error = Assert.Throws<DnsKeyException>(() => TsigKeyFile.Read(path));

        Assert.Equal("DnsKeyUnreadable", error.ErrorId);
        Assert.Contains($"chmod 0600 {path}", error.NextStep);
    }

    [Fact]
    public void Read_NoFile_IsSaid()
        => Assert.Contains(folder.File("absent"), Assert.Throws<DnsKeyException>(() => TsigKeyFile.Read(folder.File("absent"))).Message);

    private string Write(string text)
    {
        File.WriteAllText(folder.File("key"), text);
        File.SetUnixFileMode(folder.File("key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return folder.File("key");
    }
}
