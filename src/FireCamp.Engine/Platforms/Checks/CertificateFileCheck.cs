using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FireCamp.Engine.Platforms.Checks;

/// <summary>How long certificates that lie in files are still good.</summary>
/// <param name="files">PEM; those that aren't there are passed over.</param>
public sealed class CertificateFileCheck(IReadOnlyList<string> files, TimeProvider time) : IClusterCheck
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    public string Name => "Certificate";

    public string Target => "certificates";

    public Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancel)
        => Task.FromResult<IReadOnlyList<Finding>>([.. files.Where(File.Exists).Select(Look)]);

    private Finding Look(string file)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(file));
            var left = certificate.NotAfter - time.GetUtcNow();
            return left switch
            {
                _ when left <= TimeSpan.Zero => Finding.Failed(file, $"It has expired on {certificate.NotAfter:u}.", "Put a new one in its place."),
                _ when left < Soon => Finding.Warning(file, $"It expires in {left.TotalDays:0} days.", "Put a new one in its place."),
                _ => Finding.Passed(file, $"It is good for {left.TotalDays:0} days."),
            };
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return Finding.Failed(file, $"It can't be read: {e.Message}", "Put a certificate in its place, as PEM.");
        }
    }
}
