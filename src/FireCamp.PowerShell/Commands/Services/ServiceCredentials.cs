using System.Management.Automation;
using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.PowerShell.Commands.Services;

/// <summary>The credentials that the user gave, by the kind's name for them.</summary>
internal static class ServiceCredentials
{
    /// <param name="first">The value of <c>-Credential</c>: the kind's first credential that users are asked for.</param>
    /// <exception cref="InvalidInputException"><c>CredentialNotTaken</c> or <c>CredentialGivenTwice</c>.</exception>
    public static IReadOnlyDictionary<string, PSCredential> Collect(
        ServiceDefinition kind, PSCredential? first, KindParameters? parameters)
    {
        var credentials = new Dictionary<string, PSCredential>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in parameters?.GivenCredentials ?? [])
        {
            credentials.Add(name, (PSCredential)value);
        }

        if (first is null)
        {
            return credentials;
        }

        var own = kind.Credentials.FirstOrDefault(c => !c.IsInternal)?.Name
            ?? throw Mistaken("CredentialNotTaken", $"{kind.Kind} takes no credential; leave -Credential out.");
        return credentials.TryAdd(own, first)
            ? credentials
            : throw Mistaken("CredentialGivenTwice", $"-Credential and -{own}Credential are the same credential; give one of them.");
    }

    public static IReadOnlyDictionary<string, string> UserNames(IReadOnlyDictionary<string, PSCredential> credentials)
        => credentials.ToDictionary(c => c.Key, c => c.Value.UserName, StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyDictionary<string, string> Passwords(IReadOnlyDictionary<string, PSCredential> credentials)
        => credentials.ToDictionary(c => c.Key, c => c.Value.GetNetworkCredential().Password, StringComparer.OrdinalIgnoreCase);

    private static InvalidInputException Mistaken(string errorId, string message)
        => new(errorId, "-Credential", [new Mistake("Credential", message)]);
}
