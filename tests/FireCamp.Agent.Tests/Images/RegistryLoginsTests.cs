using System.Text;
using System.Text.Json;
using FireCamp.Agent.Images;
using FireCamp.Testing;

namespace FireCamp.Agent.Tests.Images;

/// <summary>Logins as <c>docker login</c> leaves them.</summary>
public sealed class RegistryLoginsTests
{
    private const string Config = """
        {"auths": {
            "https://index.docker.io/v1/": {"auth": "aHViOnB3"},
            "10.0.0.1:5000": {"auth": "bWU6bXk6cHc="},
            "tokens.example": {"auth": "", "identitytoken": "t"},
            "helped.example": {},
            "broken.example": {"auth": "***"}}}
        """;

    [Theory]
    [InlineData("redis", "hub", "pw", "")]
    [InlineData("mine/redis", "hub", "pw", "")]
    [InlineData("docker.io/library/redis", "hub", "pw", "")]
    [InlineData("10.0.0.1:5000/redis", "me", "my:pw", "")]
    [InlineData("tokens.example/redis", "", "", "t")]
    public void Login_OfTheImagesRegistry_IsTold(string image, string user, string password, string token)
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.File("config.json"), Config);
        var header = new RegistryLogins(folder.File("config.json")).Find(image)!;
        var json = JsonDocument.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(header.Replace('-', '+').Replace('_', '/')))).RootElement;
        Assert.Equal(
            (user, password, token),
            (json.GetProperty("username").GetString(), json.GetProperty("password").GetString(), json.GetProperty("identitytoken").GetString()));
    }

    [Theory]
    [InlineData("10.0.0.1:5001/redis", Config)]
    [InlineData("helped.example/redis", Config)]
    [InlineData("redis", "{}")]
    [InlineData("redis", "no json")]
    [InlineData("redis", null)]
    public void Login_ThatThereIsNot_IsNone(string image, string? config)
    {
        using var folder = new TestFolder();
        if (config is not null)
        {
            File.WriteAllText(folder.File("config.json"), config);
        }

        Assert.Null(new RegistryLogins(folder.File("config.json")).Find(image));
    }

    // One entry that can't be read is no reason to lose the others.
    [Fact]
    public void Login_ThatIsBroken_IsNoneAndLeavesTheOthers()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.File("config.json"), Config);
        var logins = new RegistryLogins(folder.File("config.json"));
        Assert.Null(logins.Find("broken.example/redis"));
        Assert.NotNull(logins.Find("10.0.0.1:5000/redis"));
    }
}
