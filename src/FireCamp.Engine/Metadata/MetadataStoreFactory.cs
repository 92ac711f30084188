using FireCamp.Engine.Metadata.DynamoDb;
using FireCamp.Engine.Metadata.Etcd;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Metadata;

/// <summary>Opens a cluster's metadata store wherever its URL says it is.</summary>
/// <remarks>
/// <c>etcd://host:2379,host:2379/prefix?…</c> (see docs/etcd.md), <c>dynamodb://region/table?…</c> (see docs/aws.md), or
/// <c>sqlite:/path/firecamp.db</c>, for processes of one machine.
/// A store's libraries are loaded when one of its kind is first opened.
/// </remarks>
public static class MetadataStoreFactory
{
    private const string Sqlite = "sqlite:";

    /// <summary>Opens the store.</summary>
    /// <param name="cluster">Tells clusters in one etcd or table apart; a SQLite file holds one cluster anyway.</param>
    /// <param name="create">Makes an empty store when there is none; an existing one is opened as it is.</param>
    /// <exception cref="InvalidInputException">The URL is wrong; says every mistake in it.</exception>
    /// <exception cref="StoreUnavailableException">It can't be reached, or there is none.</exception>
    /// <exception cref="StoreDamagedException">What is there is not a store.</exception>
    /// <exception cref="StoreTooNewException">A newer FireCamp wrote it.</exception>
    public static Task<IMetadataStore> OpenAsync(string url, string cluster, bool create, TimeProvider time, CancellationToken cancel)
        => Start(url) switch
        {
            EtcdAddress.Scheme => OpenEtcdAsync(url, cluster, create, time, cancel),
            DynamoAddress.Scheme => OpenDynamoDbAsync(url, cluster, create, time, cancel),
            "sqlite" => OpenSqliteAsync(url, create, time, cancel),
            _ => throw Unknown(url),
        };

    /// <summary>Returns when the URL names a store in a way that can be understood; whether it is there isn't looked at.</summary>
    /// <exception cref="InvalidInputException">It is wrong; says every mistake in it.</exception>
    public static void Check(string url)
    {
        switch (Start(url))
        {
            case EtcdAddress.Scheme:
                _ = EtcdAddressReader.Read(url);
                break;
            case DynamoAddress.Scheme:
                _ = DynamoAddressReader.Read(url);
                break;
            case "sqlite":
                _ = PathOf(url);
                break;
            default:
                throw Unknown(url);
        }
    }

    private static string Start(string url) => url.Trim().Split(':')[0].ToLowerInvariant();

    private static async Task<IMetadataStore> OpenEtcdAsync(string url, string cluster, bool create, TimeProvider time, CancellationToken cancel)
        => await EtcdMetadataStore.OpenAsync(url, cluster, create, time, cancel).ConfigureAwait(false);

    private static async Task<IMetadataStore> OpenDynamoDbAsync(string url, string cluster, bool create, TimeProvider time, CancellationToken cancel)
        => await DynamoMetadataStore.OpenAsync(url, cluster, create, time, cancel).ConfigureAwait(false);

    private static async Task<IMetadataStore> OpenSqliteAsync(string url, bool create, TimeProvider time, CancellationToken cancel)
        => await SqliteMetadataStore.OpenAsync(PathOf(url), create, time, cancel).ConfigureAwait(false);

    private static string PathOf(string url)
    {
        var path = url.Trim()[Sqlite.Length..];
        return Path.IsPathRooted(path)
            ? path
            : throw Invalid(url, $"'{path}' is no absolute path: whoever opens the store may run in another folder.");
    }

    private static InvalidInputException Unknown(string url) => Invalid(url, "a store's URL starts with etcd://, dynamodb:// or sqlite:");

    private static InvalidInputException Invalid(string url, string why)
        => new("InvalidMetadataStore", $"Metadata store '{EtcdAddressReader.Shown(url)}'", [new Mistake("url", why)]);
}
