using Amazon.Runtime;
using Amazon.S3;
using FireCamp.Engine.Backups;
using FireCamp.Engine.Backups.Stores;
using FireCamp.Engine.Metadata;
using FireCamp.Testing.Backups;
using FireCamp.Testing.Fakes;

namespace FireCamp.Engine.Tests.Backups;

/// <summary>Against moto, a server that isn't ours.</summary>
public sealed class S3BackupStoreTests(MotoServer server) : BackupStoreContract, IClassFixture<MotoServer>
{
    private static readonly BasicAWSCredentials Keys = new("AKIATEST", "test");

    private readonly string bucket = $"b-{Guid.NewGuid():N}";

    [Fact]
    public async Task WriteAsync_InParts_LeavesNoUploadBehindWhenItFails()
    {
        var failing = new TrickleStream(new byte[45 << 20], new InvalidDataException("the source broke"));
        await Assert.ThrowsAsync<InvalidDataException>(() => Store.WriteAsync("object", failing, Cancel));

        using var client = Client();
        Assert.Empty((await client.ListMultipartUploadsAsync(bucket, Cancel)).MultipartUploads ?? []);
    }

    [Fact]
    public async Task WriteAsync_StoreWithoutPrefix_LiesAtTheBucketsTop()
    {
        await using var top = new S3BackupStore(Client(), Address() with { Prefix = "" });
        await WriteAsync("object", [1]);

        Assert.Equal(["some/prefix/object"], (await top.ListAsync("", Cancel).ToListAsync(Cancel)).Select(o => o.Name));
    }

    [Fact]
    public async Task RestoreTreeAsync_BackupInABucket_IsTheSameTree()
    {
        using var lab = new BackupLab(isEncrypted: true);
        var (source, target) = (lab.Folder.File("source"), lab.Folder.File("target"));
        TreeText.Make(source);
        var repository = new BackupRepository(Store, lab.Keys);
        var content = await new ContentWriter(Store, lab.Keys, BackupLab.SmallChunks).WriteTreeAsync("mypg", "b1", "data", "1", source, Cancel);
        await repository.FinishAsync(BackupLab.Manifest("b1") with { Contents = [content] }, Cancel);

        var backup = (await repository.GetAsync("mypg", "b1", Cancel)).Manifest;
        await new BackupVerifier(Store, lab.Keys).VerifyAsync("mypg", "b1", Cancel);
        await new ContentReader(Store, lab.Keys).RestoreTreeAsync(backup, backup.Contents[0], target, Cancel);
        await repository.DeleteAsync("mypg", "b1", Cancel);

        Assert.Equal(await TreeText.OfAsync(source), await TreeText.OfAsync(target));
        Assert.Empty(await Store.ListAsync("", Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task CheckAsync_NoBucket_SaysSo()
    {
        await using var store = new S3BackupStore(Client(), Address() with { Bucket = "absent-bucket" });

        var error = await Assert.ThrowsAsync<BackupStoreException>(() => store.CheckAsync(Cancel));
        var reading = await Assert.ThrowsAsync<BackupStoreException>(() => store.OpenAsync("a", Cancel));

        Assert.Contains("there is no bucket 'absent-bucket'", error.Message, StringComparison.Ordinal);
        Assert.Contains("there is no bucket 'absent-bucket'", reading.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckAsync_WrongKeys_SaysSo()
    {
        await server.AuthenticateAsync(isOn: true);
        try
        {
            var secrets = new FakeSecretStore(new InMemoryMetadataStore(TimeProvider.System));
            await secrets.EnsureAsync(BackupStoreFactory.SecretOf("wrong"), "AKIAWRONG:hunter2", Cancel);
            await using var store = await BackupStoreFactory.OpenAsync($"{Url()}&credential=wrong", secrets, Cancel);

            var error = await Assert.ThrowsAsync<BackupStoreException>(() => store.CheckAsync(Cancel));

            Assert.Contains("credentials are refused", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
            Assert.False(error.IsTemporary);
        }
        finally
        {
            await server.AuthenticateAsync(isOn: false);
        }
    }

    [Theory]
    [InlineData(400, "InvalidAccessKeyId", "the credentials are refused")]
    [InlineData(403, "SignatureDoesNotMatch", "the credentials are refused")]
    [InlineData(403, "AccessDenied", "give no right")]
    [InlineData(403, "", "the credentials are refused, or give no right")]
    [InlineData(403, "RequestTimeTooSkewed", "clock is wrong")]
    [InlineData(301, "PermanentRedirect", "another region")]
    [InlineData(507, "XMinioStorageFull", "it is full")]
    [InlineData(404, "NoSuchBucket", "there is no bucket")]
    [InlineData(400, "SomethingNew", "400 SomethingNew")]
    public async Task CheckAsync_Refusal_IsSaidInAPersonsWords(int status, string code, string said)
    {
        using var client = new AmazonS3Client(Keys, Config(new RefusingHandler(status, code)));
        await using var store = new S3BackupStore(client, Address());

        var error = await Assert.ThrowsAsync<BackupStoreException>(() => store.WriteAsync("a", new MemoryStream([1]), Cancel));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_CredentialThatIsNotStored_SaysSo()
    {
        var error = await Assert.ThrowsAsync<BackupStoreException>(
            async () => await BackupStoreFactory.OpenAsync($"{Url()}&credential=absent", await KeysAsync(), Cancel));

        Assert.Contains("there is no stored credential 'absent'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_StoredCredential_IsUsed()
    {
        var secrets = new FakeSecretStore(new InMemoryMetadataStore(TimeProvider.System));
        await secrets.EnsureAsync(BackupStoreFactory.SecretOf("mine"), "AKIAMINE:key", Cancel);

        await using var store = await BackupStoreFactory.OpenAsync($"{Url()}&credential=mine", secrets, Cancel);

        await store.CheckAsync(Cancel);
    }

    [Fact]
    public async Task CheckAsync_ServerThatIsDown_SaysSoAndIsTemporary()
    {
        const string Nobody = "s3://bucket?endpoint=http://127.0.0.1:1&credential=mine";
        await using var store = await BackupStoreFactory.OpenAsync(Nobody, await KeysAsync(), Cancel);

        var error = await Assert.ThrowsAsync<BackupStoreException>(() => store.CheckAsync(Cancel));

        Assert.Contains("Connection refused", error.Message, StringComparison.Ordinal);
        Assert.True(error.IsTemporary);
    }

    [Fact]
    public async Task CheckAsync_ServerThatOverwrites_IsRefused()
    {
        using var client = new AmazonS3Client(Keys, Config(new ForgetfulHandler()));
        await using var store = new S3BackupStore(client, Address());

        var error = await Assert.ThrowsAsync<BackupStoreException>(() => store.CheckAsync(Cancel));

        Assert.Contains("it overwrites objects", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteAsync_AnswersThatAreLost_WriteOnceAndWhole()
    {
        using var client = new AmazonS3Client(Keys, Config(new LossyHandler()));
        await using var store = new S3BackupStore(client, Address());
        for (var i = 0; i < 10; i++)
        {
            // Whether it was this very write that is there can't be known; that it is whole can.
            await store.WriteAsync($"lost/{i}", new MemoryStream([(byte)i, 1, 2, 3]), Cancel);
            Assert.Equal((byte[])[(byte)i, 1, 2, 3], await ReadAsync($"lost/{i}"));
        }
    }

    [Fact]
    public async Task ReadAsync_ServerThatHangs_IsGivenUp()
    {
        var patience = TimeSpan.FromMilliseconds(50);
        await using var stream = new StoreStream(
            new HangingStream(), null, patience, e => e is TimeoutException ? new BackupStoreException("s3://b", e.Message, "", true, e) : null);

        await Assert.ThrowsAsync<BackupStoreException>(() => stream.ReadExactlyAsync(new byte[1], Cancel).AsTask());
    }

    protected override async Task<IBackupStore> OpenAsync()
    {
        Assert.SkipWhen(server.Missing is not null, server.Missing ?? "");
        using var client = Client();
        await client.PutBucketAsync(bucket, Cancel);
        return await BackupStoreFactory.OpenAsync($"{Url()}&credential=mine", await KeysAsync(), Cancel);
    }

    private static async Task<FakeSecretStore> KeysAsync()
    {
        var secrets = new FakeSecretStore(new InMemoryMetadataStore(TimeProvider.System));
        await secrets.EnsureAsync(BackupStoreFactory.SecretOf("mine"), "AKIAMINE:key", Cancel);
        return secrets;
    }

    private string Url() => $"s3://{bucket}/some/prefix?endpoint={server.Url}&region=eu-central-1";

    private S3Address Address() => new() { Bucket = bucket, Prefix = "some/prefix/", Endpoint = server.Url, Region = "us-east-1", PathStyle = true };

    private AmazonS3Config Config(DelegatingHandler? handler = null)
    {
        var config = S3Clients.Configure(Address());
        config.HttpClientFactory = handler is null ? null : new OneClient(handler);
        return config;
    }

    private AmazonS3Client Client() => new(Keys, Config());

    private sealed class OneClient(DelegatingHandler handler) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig)
        {
            handler.InnerHandler = new SocketsHttpHandler();
            return new HttpClient(handler);
        }
    }

    /// <summary>Hides the condition from the server, as one that doesn't know it.</summary>
    private sealed class ForgetfulHandler : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Remove("If-None-Match");
            return base.SendAsync(request, cancellationToken);
        }
    }

    /// <summary>Answers as Amazon's own S3 does, by its documents.</summary>
    private sealed class RefusingHandler(int status, string code) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            => Task.FromResult(new HttpResponseMessage((System.Net.HttpStatusCode)status)
            {
                RequestMessage = request,
                Content = new StringContent(
                    $"<Error><Code>{code}</Code><Message>No.</Message></Error>", System.Text.Encoding.UTF8, "application/xml"),
            });
    }

    /// <summary>Of every two answers to writes the first is lost, after the server did what it was asked.</summary>
    private sealed class LossyHandler : DelegatingHandler
    {
        private int writes;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (request.Method == HttpMethod.Put && Interlocked.Increment(ref writes) % 2 == 1)
            {
                answer.Dispose();
                throw new HttpRequestException("the connection was cut");
            }

            return answer;
        }
    }

    private sealed class HangingStream : MemoryStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            return 0;
        }
    }
}
