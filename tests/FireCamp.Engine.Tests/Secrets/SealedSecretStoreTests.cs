using System.Text.RegularExpressions;
using CsCheck;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Secrets;
using FireCamp.Testing;

namespace FireCamp.Engine.Tests.Secrets;

public sealed class SealedSecretStoreTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly InMemoryMetadataStore store = new(TimeProvider.System);
    private readonly SealedSecretStore secrets;

    public SealedSecretStoreTests() => secrets = new SealedSecretStore(store, FileKeyProvider.Ensure(KeyFile));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string KeyFile => folder.File("key");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task FindAsync_Absent_ReturnsNull() => Assert.Null(await secrets.FindAsync("services/mypg/superuser", Cancel));

    [Theory]
    [InlineData("")]
    [InlineData("s3cret")]
    [InlineData("= / & \" ' $ \\ and spaces, ü 🔥")]
    public async Task EnsureAsync_GivenValue_IsFoundAgainAndNotStoredInTheClear(string value)
    {
        await secrets.EnsureAsync("services/mypg/superuser", value, Cancel);

        Assert.Equal(value, await secrets.FindAsync("services/mypg/superuser", Cancel));
        var record = Assert.Single(await store.ListAsync("", Cancel));
        Assert.Equal("secrets/services/mypg/superuser", record.Key);
        Assert.True(value.Length == 0 || !record.Value.Contains(value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task EnsureAsync_NoValue_GeneratesThirtyTwoCharactersAnewForEach()
    {
        await secrets.EnsureAsync("a", null, Cancel);
        await secrets.EnsureAsync("b", null, Cancel);

        var (a, b) = (await secrets.FindAsync("a", Cancel), await secrets.FindAsync("b", Cancel));
        Assert.Matches(new Regex(@"^[A-Za-z0-9]{32}\z"), a);
        Assert.NotEqual(a, b);
    }

    [Fact]
    public async Task EnsureAsync_Existing_StaysAsItIs()
    {
        await secrets.EnsureAsync("a", "first", Cancel);
        await secrets.EnsureAsync("A", "second", Cancel);
        await secrets.EnsureAsync("a", null, Cancel);

        Assert.Equal("first", await secrets.FindAsync("a", Cancel));
    }

    [Fact]
    public async Task EnsureAsync_ManyAtOnce_AllFindTheSame()
    {
        var found = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            await secrets.EnsureAsync("a", null, Cancel);
            return await secrets.FindAsync("a", Cancel);
        })));

        Assert.Single(found.Distinct());
    }

    [Fact]
    public async Task DeleteAsync_Path_RemovesWhatIsBelowAndNothingBeside()
    {
        foreach (var id in new[] { "services/a/x", "services/a/y", "services/ab/x" })
        {
            await secrets.EnsureAsync(id, "v", Cancel);
        }

        await secrets.DeleteAsync("services/A", Cancel);
        await secrets.DeleteAsync("services/a", Cancel);

        Assert.Null(await secrets.FindAsync("services/a/x", Cancel));
        Assert.Null(await secrets.FindAsync("services/a/y", Cancel));
        Assert.Equal("v", await secrets.FindAsync("services/ab/x", Cancel));
    }

    [Fact]
    public async Task FindAsync_SecretsSwapped_IsUnreadable()
    {
        await secrets.EnsureAsync("a", "of a", Cancel);
        await secrets.EnsureAsync("b", "of b", Cancel);
        var (a, b) = ((await store.FindAsync("secrets/a", Cancel))!, (await store.FindAsync("secrets/b", Cancel))!);
        await store.PutAsync("secrets/a", b.Value, a.Revision, Cancel);

        await Assert.ThrowsAsync<SecretException>(() => secrets.FindAsync("a", Cancel));
    }

    [Fact]
    public void Open_AnyCharacterChanged_IsUnreadable()
    {
        var seal = secrets.Seal("the value", "operation");
        Gen.Select(Gen.Int[0, seal.Length - 1], Gen.Char['!', '~']).Sample((at, with) =>
        {
            var changed = seal[..at] + with + seal[(at + 1)..];
            // Base 64 has spare bits in its last character, so another text may still stand for the same bytes.
            var error = Record.Exception(() => Assert.Equal("the value", secrets.Open(changed, "operation")));
            Assert.True(error is null or SecretException, $"{changed}: {error}");
            Assert.True(changed == seal || error is SecretException || seal[at + 1] is '=' or '.');
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("fc1")]
    [InlineData("fc1..")]
    [InlineData("fc1.AAAA.AAAA")]
    [InlineData("fc1.not base 64.!")]
    [InlineData("fc2.AAAA.AAAA")]
    public void Open_NoSeal_IsUnreadable(string seal)
        => Assert.Throws<SecretException>(() => secrets.Open(seal, "operation"));

    [Fact]
    public void Open_OtherPurpose_IsUnreadable()
        => Assert.Throws<SecretException>(() => secrets.Open(secrets.Seal("the value", "operation-1"), "operation-2"));

    [Fact]
    public void Open_OtherKeyOrNone_IsUnreadableAndTellsNothing()
    {
        var seal = secrets.Seal("the value", "operation");
        File.Delete(KeyFile);
        var missing = Assert.Throws<SecretException>(() => secrets.Open(seal, "operation"));
        FileKeyProvider.Ensure(KeyFile);
        var other = Assert.Throws<SecretException>(() => secrets.Open(seal, "operation"));

        Assert.Contains(KeyFile, missing.Message);
        Assert.DoesNotContain("the value", $"{missing}{other}");
    }
}
