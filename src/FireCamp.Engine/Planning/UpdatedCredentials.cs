using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Works out a service's credentials after a change.</summary>
/// <remarks>A new password is a new secret; the old one stays beside it until nothing can go back to it.</remarks>
internal static class UpdatedCredentials
{
    /// <param name="mistakes">Gets every mistake; then the result means nothing.</param>
    public static IReadOnlyList<ServiceCredential> Resolve(
        ServiceDefinition definition, ServiceSpec service, UpdateServiceRequest request, int revision, List<Mistake> mistakes)
    {
        var given = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, user) in request.UserNames)
        {
            given[name] = user;
        }

        foreach (var name in request.Renewed.Where(name => !given.TryAdd(name, null)))
        {
            mistakes.Add(new Mistake("Credential", $"the password of '{name}' is given, and to be a random one: choose."));
        }

        mistakes.AddRange(given.SelectMany(g => MistakesIn(definition, service, g.Key, g.Value)));
        if (service.Credentials.FirstOrDefault(c => c.IsInternal && given.ContainsKey(c.Name)) is { } between && request.AsksForMoreThanPasswords)
        {
            // A member that restarts with it before the primary knows it wouldn't be let in.
            mistakes.Add(new Mistake(
                "Credential", $"members use '{between.Name}' among themselves: change its password by itself, and the rest then."));
        }

        return
        [
            .. service.Credentials.Select(c => given.ContainsKey(c.Name)
                ? c with { SecretId = ServiceCredential.IdOf(service.Name, c.Name, revision) }
                : c),
        ];
    }

    private static IEnumerable<Mistake> MistakesIn(ServiceDefinition definition, ServiceSpec service, string name, string? user)
    {
        var credential = service.Credentials.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (credential is null)
        {
            yield return new Mistake(
                "Credential", $"the service has no credential '{name}', but {string.Join(", ", service.Credentials.Select(c => c.Name))}.");
        }
        else if (user is not null && credential.UserName.Length > 0 && user != credential.UserName)
        {
            yield return new Mistake("Credential", $"the user of credential '{credential.Name}' is '{credential.UserName}' for good, not '{user}'.");
        }
        else if (definition.Credentials.FirstOrDefault(c => c.Name == credential.Name)?.Applies == OptionApplies.Create)
        {
            yield return new Mistake("Credential", $"the password of '{credential.Name}' is fixed when a {definition.Kind} service is created.");
        }
    }
}
