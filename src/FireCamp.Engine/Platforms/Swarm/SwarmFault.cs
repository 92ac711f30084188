using System.Net;
using System.Security.Authentication;
using System.Text.Json;
using Docker.DotNet;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Swarm;

/// <summary>What an error of Docker's API means.</summary>
internal static class SwarmFault
{
    /// <summary>The error in FireCamp's words; <see cref="SwarmUnavailableException"/> when it may be over by itself soon.</summary>
    public static FireCampException Of(string attempt, string endpoint, Exception error) => error switch
    {
        FireCampException known => known,
        DockerApiException api => OfAnswer(attempt, endpoint, api),
        _ when Find<AuthenticationException>(error) is { } tls => new FireCampException(
            "SwarmNotTrusted", $"{attempt} failed: {endpoint} and this machine don't accept each other's certificates: {tls.Message}",
            "Give the certificate authority, certificate and key that belong to this swarm's managers, and a host name that is in the "
            + "manager's certificate.", error),
        OperationCanceledException => new SwarmUnavailableException(attempt, $"{endpoint} doesn't answer.", error),
        _ => new SwarmUnavailableException(attempt, $"{endpoint} can't be reached: {(error.InnerException ?? error).Message}", error),
    };

    public static bool IsAbsent(Exception error) => error is DockerApiException { StatusCode: HttpStatusCode.NotFound };

    /// <summary>Whether somebody else made or changed the thing since it was looked at.</summary>
    public static bool IsConflict(Exception error)
        => error is DockerApiException api
            && (api.StatusCode == HttpStatusCode.Conflict || TextOf(api).Contains("update out of sequence", StringComparison.Ordinal));

    /// <summary>What the daemon says, without its wrapping.</summary>
    public static string TextOf(DockerApiException error)
    {
        const string Wrapping = "desc = ";
        var text = error.ResponseBody ?? error.Message;
        try
        {
            using var body = JsonDocument.Parse(text);
            text = body.RootElement.GetProperty("message").GetString() ?? text;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Not the daemon's usual answer: shown as it is.
        }

        var at = text.LastIndexOf(Wrapping, StringComparison.Ordinal);
        return (at < 0 ? text : text[(at + Wrapping.Length)..]).Trim();
    }

    private static FireCampException OfAnswer(string attempt, string endpoint, DockerApiException error)
    {
        var text = TextOf(error);
        if (text.Contains("not a swarm manager", StringComparison.Ordinal))
        {
            return text.Contains("swarm init", StringComparison.Ordinal)
                ? new FireCampException("NotInSwarm", $"{attempt} failed: the machine at {endpoint} is in no swarm.",
                    "Make a swarm with 'docker swarm init' there, or name a manager of the one that is meant.", error)
                : new FireCampException("NotSwarmManager", $"{attempt} failed: the machine at {endpoint} is a worker of its swarm.",
                    "Name a manager: 'docker node ls' on one shows them all.", error);
        }

        if (text.Contains("needs to be unlocked", StringComparison.Ordinal))
        {
            return new FireCampException("SwarmLocked", $"{attempt} failed: the manager at {endpoint} is locked.",
                "Run 'docker swarm unlock' there.", error);
        }

        return (int)error.StatusCode >= 500
            ? new SwarmUnavailableException(attempt, $"{endpoint} says: {text}", error)
            : new FireCampException("SwarmRefused", $"{attempt} failed: {endpoint} says: {text}", "Mend what it names.", error);
    }

    private static T? Find<T>(Exception? error)
        where T : Exception
        => error is null or T ? error as T : Find<T>(error.InnerException);
}
