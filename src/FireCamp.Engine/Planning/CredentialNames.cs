using System.Text.RegularExpressions;
using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Brings the user names that came with credentials together with the options that may name them.</summary>
internal static partial class CredentialNames
{
    /// <summary>The given options, with those that a credential's user name sets.</summary>
    /// <exception cref="InvalidInputException">A credential that the kind doesn't have, or a user name where the kind's
    /// is fixed to another.</exception>
    public static IReadOnlyDictionary<string, string> Merge(CreateServiceRequest request, ServiceDefinition definition)
    {
        var options = new Dictionary<string, string>(request.Options, StringComparer.OrdinalIgnoreCase);
        var mistakes = new List<Mistake>();
        foreach (var (name, userName) in request.UserNames)
        {
            var credential = definition.Credentials.FirstOrDefault(c => c.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (credential is null)
            {
                mistakes.Add(new Mistake("Credential", $"{definition.Kind} has no credential '{name}'."));
            }
            else if (OptionIn(credential.UserName) is { } option)
            {
                options.TryAdd(option, userName);
            }
            else if (credential.UserName.Length > 0 && credential.UserName != userName)
            {
                mistakes.Add(new Mistake("Credential",
                    $"the user of {definition.Kind}'s {name} credential is '{credential.UserName}', not '{userName}'."));
            }
        }

        return mistakes.Count > 0
            ? throw new InvalidInputException("CredentialInvalid", $"Service '{request.Name}'", mistakes)
            : options;
    }

    private static string? OptionIn(string text)
        => OptionReference().Match(text) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"^\{\{\s*options\.(\w+)\s*\}\}\z", RegexOptions.CultureInvariant)]
    private static partial Regex OptionReference();
}
