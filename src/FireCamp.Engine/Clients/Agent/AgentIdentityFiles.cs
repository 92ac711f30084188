using System.Security.Cryptography;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Clients.Agent;

/// <summary>
/// Keeps one side's certificate, key and accepted authorities in a folder: <c>identity.pem</c>, only its owner's, and
/// <c>authorities.pem</c>. Files that change are read again at the next use.
/// </summary>
public sealed class AgentIdentityFiles(string folder) : IAgentIdentities
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Lock gate = new();
    private AgentIdentity? known;
    private (DateTime, long, DateTime, long) knownStamp;

    /// <inheritdoc/>
    /// <remarks>Files that have become unusable leave the last usable ones in force for as long as this object lives.</remarks>
    public AgentIdentity Current
    {
        get
        {
            lock (gate)
            {
                var stamp = Stamp();
                if (known is null || stamp != knownStamp)
                {
                    known = Read() ?? known ?? throw Unusable("they are not there or can't be read", null);
                    knownStamp = stamp;
                }

                return known;
            }
        }
    }

    private string Identity => Path.Combine(folder, "identity.pem");

    private string Authorities => Path.Combine(folder, "authorities.pem");

    /// <summary>The folder holds these, on the disk, each file replaced in one move; null leaves the identity as it is.</summary>
    /// <exception cref="FireCampException">They can't be written.</exception>
    public void Write(string? identity, string authorities)
    {
        try
        {
            Directory.CreateDirectory(folder);

            // Who accepts more comes first: what is shown then is accepted everywhere.
            Replace(Authorities, authorities, OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            if (identity is not null)
            {
                Replace(Identity, identity, OwnerOnly);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable($"they can't be written: {e.Message}", e);
        }
    }

    private static void Replace(string path, string text, UnixFileMode mode)
    {
        var making = $"{path}.{Guid.NewGuid():N}.new";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = mode };
        using (var file = new StreamWriter(making, options))
        {
            file.Write(text);
            file.Flush();
            ((FileStream)file.BaseStream).Flush(flushToDisk: true);
        }

        File.Move(making, path, overwrite: true);
    }

    private AgentIdentity? Read()
    {
        try
        {
            return (File.GetUnixFileMode(Identity) & ~OwnerOnly) is UnixFileMode.None
                ? AgentIdentity.FromPem(File.ReadAllText(Identity), File.ReadAllText(Authorities))
                : throw Unusable($"others than its owner may use {Identity}", null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or FireCampException && known is not null)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw Unusable(e.Message, e);
        }
    }

    private (DateTime, long, DateTime, long) Stamp()
    {
        var (identity, authorities) = (new FileInfo(Identity), new FileInfo(Authorities));
        return (
            identity.LastWriteTimeUtc, identity.Exists ? identity.Length : 0,
            authorities.LastWriteTimeUtc, authorities.Exists ? authorities.Length : 0);
    }

    private FireCampException Unusable(string why, Exception? inner)
        => new("AgentIdentityUnusable", $"The certificate files in '{folder}' can't be used: {why}",
            "Have them written again: Install-FireCampAgent.", inner) { Target = folder };
}
