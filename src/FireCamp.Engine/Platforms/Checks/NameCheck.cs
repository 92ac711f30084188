using FireCamp.Engine.Dns;

namespace FireCamp.Engine.Platforms.Checks;

/// <summary>Whether names can be given and taken away.</summary>
public sealed class NameCheck(IDnsProvider dns, string domain, string target) : IClusterCheck
{
    /// <summary>Of a block that is kept for documentation (RFC 5737).</summary>
    private const string NobodysAddress = "192.0.2.1";

    public string Name => "Names";

    public string Target => target;

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancel)
    {
        if (!dns.IsAvailable)
        {
            return
            [
                Finding.Warning(target, "It can't be written, so members have no names.", "Use their addresses, or run as a user who may write it."),
            ];
        }

        var host = $"check-{Guid.NewGuid():N}.{domain}";
        try
        {
            await dns.EnsureAsync(new Dictionary<string, string> { [host] = NobodysAddress }, cancel).ConfigureAwait(false);
        }
        finally
        {
            await dns.DeleteAsync([host], cancel).ConfigureAwait(false);
        }

        return [Finding.Passed(target, $"It takes updates of {domain}.")];
    }
}
