using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>What is wrong with the way to a swarm, as far as it can be told without going it.</summary>
public static class SwarmConnectionCheck
{
    /// <summary>All mistakes at once; empty when a connection can be tried.</summary>
    public static IReadOnlyList<Mistake> Check(SwarmConnectionSpec spec, TimeProvider time)
    {
        List<Mistake> mistakes = [.. spec.Endpoints.Select(CheckEndpoint).OfType<Mistake>()];
        if (spec.Endpoints.Count == 0)
        {
            mistakes.Add(new Mistake("manager", "name a manager of the swarm: tcp://host:2376, ssh://user@host or unix:///var/run/docker.sock."));
        }

        var tls = spec.Endpoints.Any(e => e.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase));
        if (tls || spec.CaFile is not null || spec.CertificateFile is not null || spec.KeyFile is not null)
        {
            mistakes.AddRange(SwarmTls.Check(spec, time));
        }

        return mistakes;
    }

    private static Mistake? CheckEndpoint(string endpoint)
    {
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var uri))
        {
            return new Mistake(
                "manager", $"'{endpoint}' is no address of a manager: use tcp://host:2376, ssh://user@host or unix:///var/run/docker.sock.");
        }

        return uri.Scheme switch
        {
            "tcp" when uri.Host.Length == 0 || uri.Port <= 0 => new Mistake("manager", $"'{endpoint}' lacks a host or a port: tcp://host:2376."),
            "tcp" => null,
            "unix" when !File.Exists(uri.AbsolutePath) => new Mistake(
                "manager", $"there is no socket '{uri.AbsolutePath}': dockerd doesn't run here, or has it elsewhere."),
            "unix" => null,
            SshEndpoint.Scheme => SshEndpoint.Check(endpoint, uri),
            "http" or "https" => new Mistake("manager", $"'{endpoint}': Docker's API is named tcp://host:2376; it is used with TLS."),
            _ => new Mistake("manager", $"'{endpoint}': there are tcp://, ssh:// and unix://, not {uri.Scheme}://."),
        };
    }
}
