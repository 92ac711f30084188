using FireCamp.Engine.Backups;
using FireCamp.Engine.Backups.Stores;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Tests.Backups;

public sealed class BackupStoreFactoryTests
{
    [Theory]
    [InlineData("file:///srv/backups", "file:///srv/backups")]
    [InlineData("FILE:///srv/with%20space/", "file:///srv/with%20space")]
    [InlineData("s3://my-bucket?region=eu-central-1", "s3://my-bucket?region=eu-central-1")]
    [InlineData("s3://my-bucket/a/b/?endpoint=https://minio:9000&region=x&profile=p", "s3://my-bucket/a/b?endpoint=https://minio:9000")]
    [InlineData("s3://bucket?endpoint=http%3A%2F%2F10.0.0.1%3A9000&credential=minio&path-style=true", "s3://bucket?endpoint=http://10.0.0.1:9000")]
    public void Check_RightUrl_IsTaken(string url, string shown)
    {
        BackupStoreFactory.Check(url);

        var mistakes = new List<Mistake>();
        Assert.Equal(shown, url.StartsWith("s3", StringComparison.Ordinal)
            ? S3AddressReader.Read(url, mistakes).ToString()
            : new FolderBackupStore(FolderAddressReader.Read(url, mistakes)).Url);
        Assert.Empty(mistakes);
    }

    [Theory]
    [InlineData("", "url")]
    [InlineData("/srv/backups", "url")]
    [InlineData("file:/srv/backups", "url")]
    [InlineData("s3:bucket", "url")]
    [InlineData("https://bucket.s3.amazonaws.com", "url")]
    [InlineData("file://srv/backups", "path")]
    [InlineData("file:///", "path")]
    [InlineData("file:///srv/../etc?mode=fast", "options", "path")]
    [InlineData("s3://My_Bucket/ok?region=r", "bucket")]
    [InlineData("s3://AKIA:hunter2@bucket?region=r", "bucket")]
    [InlineData("s3://bucket?region=r&secret-key=hunter2&access_key_id=hunter2", "secret-key", "access_key_id")]
    [InlineData("s3://b/.x/y z?endpoint=minio:9000&region=&colour=red&path-style=maybe",
        "region", "colour", "endpoint", "bucket", "prefix", "prefix", "path-style")]
    [InlineData("s3://bucket?endpoint=https://u:hunter2@minio/path", "endpoint", "endpoint")]
    [InlineData("s3://bucket?region=r&region=s&profile=a&credential=b/c", "region", "credential", "credential")]
    public void Check_WrongUrl_SaysEveryMistakeAndNoKey(string url, params string[] where)
    {
        var error = Assert.Throws<InvalidInputException>(() => BackupStoreFactory.Check(url));

        Assert.Equal("InvalidBackupStore", error.ErrorId);
        Assert.Equal(where.Order(), error.Mistakes.Select(m => m.Where).Order());
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
    }
}
