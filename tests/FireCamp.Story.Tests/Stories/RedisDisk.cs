using System.Globalization;
using System.Security.Cryptography;
using FireCamp.Engine.Platforms;
using FireCamp.Lab;

namespace FireCamp.Story.Tests.Stories;

/// <summary>Fills Redis's volume with large values and the log of them.</summary>
internal sealed class RedisDisk : IDiskFiller
{
    private const int Kept = 200;

    private int written;

    public string Size => "150m";

    public async Task<int> KeepAsync(LabCluster lab, LabService service, CancellationToken cancel)
    {
        var answers = await RunAsync(lab, service, string.Join('\n', Enumerable.Range(1, Kept).Select(n => $"set kept:{n} {n}")), cancel);
        Assert.Equal(Kept, answers.Split('\n').Count(a => a == "OK"));
        return Kept;
    }

    public async Task<int> ReadAsync(LabCluster lab, LabService service, CancellationToken cancel)
        => (await RunAsync(lab, service, "keys kept:*", cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    // Anything but random would be packed when the log is rewritten.
    public async Task<bool> WriteAsync(LabCluster lab, LabService service, CancellationToken cancel)
    {
        var value = Convert.ToBase64String(RandomNumberGenerator.GetBytes(1 << 20));
        return (await RunAsync(lab, service, value, cancel, "-x", "set", $"ballast:{written++}")).Trim() == "OK";
    }

    public async Task<bool> CleanAsync(LabCluster lab, LabService service, CancellationToken cancel)
    {
        var keys = string.Join(' ', Enumerable.Range(0, written).Select(n => string.Create(CultureInfo.InvariantCulture, $"ballast:{n}")));
        var answers = await RunAsync(lab, service, $"del {keys}\nbgrewriteaof", cancel);
        return answers.Contains("rewriting", StringComparison.Ordinal);
    }

    private static async Task<string> RunAsync(LabCluster lab, LabService service, string commands, CancellationToken cancel, params string[] command)
    {
        var endpoint = (await service.EndpointsAsync(cancel))[0];
        var password = (await service.CredentialAsync(cancel)).Password;
        var request = new ExecRequest
        {
            Command = ["redis-cli", "-h", endpoint.Address!, "-p", endpoint.Port.ToString(CultureInfo.InvariantCulture), .. command],
            Environment = new Dictionary<string, string> { ["REDISCLI_AUTH"] = password },
            StandardInput = commands,
        };
        try
        {
            return (await lab.Cluster.ExecuteAsync(service.Name, endpoint.Member, request, null, cancel)).Output;
        }
        catch (Engine.Model.FireCampException e)
        {
            return e.Message;
        }
    }
}
