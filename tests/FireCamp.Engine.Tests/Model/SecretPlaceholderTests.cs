using CsCheck;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Tests.Model;

public sealed class SecretPlaceholderTests
{
    private const string Awkward = """= / & " ' $ \ ⟦ : %""";

    [Theory]
    [InlineData(SecretEncoding.Raw, """= / & " ' $ \ ⟦ : %""")]
    [InlineData(SecretEncoding.Sql, """= / & " '' $ \ ⟦ : %""")]
    [InlineData(SecretEncoding.Libpq, """= / & " \' $ \\ ⟦ : %""")]
    [InlineData(SecretEncoding.Quoted, """= / & \" ' $ \\ ⟦ : %""")]
    [InlineData(SecretEncoding.Pgpass, """= / & " ' $ \\ ⟦ \: %""")]
    [InlineData(SecretEncoding.Shell, """'= / & " '\'' $ \ ⟦ : %'""")]
    [InlineData(SecretEncoding.Uri, "%3D%20%2F%20%26%20%22%20%27%20%24%20%5C%20%E2%9F%A6%20%3A%20%25")]
    public void Resolve_AwkwardSecret_IsEncodedForItsPlace(SecretEncoding encoding, string expected)
    {
        var text = $"before {SecretPlaceholder.For("services/mypg/superuser", encoding)} after";
        Assert.Equal($"before {expected} after", SecretPlaceholder.Resolve(text, _ => Awkward));
    }

    [Fact]
    public void Resolve_SecretThatLooksLikeAPlaceholder_IsNotResolvedAgain()
    {
        var text = SecretPlaceholder.For("a", SecretEncoding.Raw);
        Assert.Equal(text, SecretPlaceholder.Resolve(text, _ => text));
    }

    [Fact]
    public void IdsIn_Text_ListsEachOnce()
    {
        var text = SecretPlaceholder.For("a/b", SecretEncoding.Raw) + SecretPlaceholder.For("c", SecretEncoding.Sql)
            + SecretPlaceholder.For("a/b", SecretEncoding.Uri);
        Assert.Equal(["a/b", "c"], SecretPlaceholder.IdsIn(text));
    }

    [Fact]
    public void Resolve_TextWithoutPlaceholders_StaysAsItIs()
        => Gen.String.Where(s => !s.Contains('⟦', StringComparison.Ordinal))
            .Sample(s => SecretPlaceholder.Resolve(s, _ => throw new InvalidOperationException()) == s);
}
