using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Secrets;
using FireCamp.Testing.Aws;

namespace FireCamp.Engine.Tests.Secrets;

public sealed class KmsKeyProviderTests(AwsEmulator emulator, ITestOutputHelper output) : IClassFixture<AwsEmulator>, IAsyncLifetime
{
    private readonly InMemoryMetadataStore store = new(TimeProvider.System);
    private AwsConnection aws = null!;
    private string kmsKey = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        aws = emulator.Connect();
        kmsKey = (await aws.Kms.Value.CreateKeyAsync(new(), Cancel)).KeyMetadata.Arn;
    }

    public ValueTask DisposeAsync()
    {
        aws?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task EnsureAsync_TwoAtOnceAndLaterOnes_HaveTheSameKey()
    {
        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => KmsKeyProvider.EnsureAsync(aws, kmsKey, "t1", store, Cancel)));
        using var later = await KmsKeyProvider.OpenAsync(aws, "T1", store, Cancel);

        var secrets = new SealedSecretStore(store, both[0]);
        await secrets.EnsureAsync("services/mypg/superuser", "s€cret", Cancel);

        Assert.Equal("s€cret", await new SealedSecretStore(store, both[^1]).FindAsync("services/mypg/superuser", Cancel));
        Assert.Equal("s€cret", await new SealedSecretStore(store, later).FindAsync("services/mypg/superuser", Cancel));
    }

    [Fact]
    public async Task Store_WithAllRecords_HoldsTheKeyOnlyEncrypted()
    {
        using var keys = await KmsKeyProvider.EnsureAsync(aws, kmsKey, "t1", store, Cancel);
        var wrapped = keys.Wrap("0123456789abcdef0123456789abcdef"u8, "context");
        var kept = (await store.FindAsync(Keys.DataKey, Cancel))!.Value;

        Assert.Contains(kmsKey, kept, StringComparison.Ordinal);
        Assert.Equal("0123456789abcdef0123456789abcdef"u8, keys.Unwrap(wrapped, "context"));
        Assert.Throws<SecretException>(() => keys.Unwrap(wrapped, "another context"));
    }

    [Fact]
    public async Task OpenAsync_AnotherClustersKey_IsRefused()
    {
        using var keys = await KmsKeyProvider.EnsureAsync(aws, kmsKey, "t1", store, Cancel);

        var error = await Assert.ThrowsAsync<SecretException>(() => KmsKeyProvider.OpenAsync(aws, "t2", store, Cancel));

        Assert.Contains("another cluster's", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_NoKey_SaysSo()
        => await Assert.ThrowsAsync<SecretException>(() => KmsKeyProvider.OpenAsync(aws, "t1", store, Cancel));

    [Theory]
    [InlineData("DisabledException")]
    [InlineData("KMSInvalidStateException")]
    public async Task OpenAsync_KmsKeyThatCantBeUsed_SaysWhatToDoAndOpenedOnesGoOn(string code)
    {
        using var keys = await KmsKeyProvider.EnsureAsync(aws, kmsKey, "t1", store, Cancel);
        emulator.World.Faults.Refuse("Decrypt", code);

        var error = await Assert.ThrowsAsync<SecretException>(() => KmsKeyProvider.OpenAsync(aws, "t1", store, Cancel));
        emulator.World.Faults.Refuse("Decrypt", null);

        Assert.Contains("Enable that KMS key", error.NextStep, StringComparison.Ordinal);
        Assert.Equal("k"u8, keys.Unwrap(keys.Wrap("k"u8, "c"), "c"));
    }

    [Fact]
    public async Task ReencryptAsync_AnotherKmsKey_OpensTheSameSecrets()
    {
        using var before = await KmsKeyProvider.EnsureAsync(aws, kmsKey, "t1", store, Cancel);
        var next = (await aws.Kms.Value.CreateKeyAsync(new(), Cancel)).KeyMetadata.Arn;

        await KmsKeyProvider.ReencryptAsync(aws, next, "t1", store, Cancel);
        await KmsKeyProvider.ReencryptAsync(aws, next, "t1", store, Cancel);

        using var after = await KmsKeyProvider.OpenAsync(aws, "t1", store, Cancel);
        Assert.Equal("k"u8, after.Unwrap(before.Wrap("k"u8, "c"), "c"));
        Assert.Contains(next, (await store.FindAsync(Keys.DataKey, Cancel))!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyRequest_IsAsTheModelSaysAndSigned()
    {
        emulator.World.Sent.Clear();
        using (await KmsKeyProvider.EnsureAsync(aws, kmsKey, "t1", store, Cancel))
        {
            await KmsKeyProvider.ReencryptAsync(aws, kmsKey, "t1", store, Cancel);
        }

        output.WriteLine(await RequestCheck.AllAreRightAsync(emulator.World.Sent));
    }
}
