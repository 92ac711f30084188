using System.Globalization;
using FireCamp.Engine.Metadata.DynamoDb;
using FireCamp.Testing.Aws;

namespace FireCamp.Engine.Tests.Metadata.DynamoDb;

/// <summary>Stores in one table of an emulator.</summary>
internal static class DynamoFixture
{
    private static int clusters;

    public static string NewCluster() => string.Create(CultureInfo.InvariantCulture, $"t{Interlocked.Increment(ref clusters)}");

    public static string Url(AwsEmulator emulator, string table = "firecamp-tests", string timeout = "30s")
        => $"dynamodb://{AwsEmulator.Region}/{table}?endpoint={Uri.EscapeDataString(emulator.Endpoint.ToString())}&timeout={timeout}";

    public static DynamoTable Table(AwsEmulator emulator, string cluster, string table = "firecamp-tests", string timeout = "30s")
    {
        emulator.Require();
        return new DynamoTable(
            DynamoAddressReader.Read(Url(emulator, table, timeout)),
            cluster,
            TimeProvider.System,
            s => s with { Credentials = AwsEmulator.Credentials, Around = emulator.Overlay });
    }

    public static Task<DynamoMetadataStore> OpenAsync(
        AwsEmulator emulator, string cluster, bool create = true, string table = "firecamp-tests", string timeout = "30s")
        => DynamoMetadataStore.OpenAsync(Table(emulator, cluster, table, timeout), create, TestContext.Current.CancellationToken);
}
