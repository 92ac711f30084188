using System.Globalization;

namespace FireCamp.Engine.Model;

/// <summary>A user name of a service and the secret that is its password.</summary>
/// <param name="Name">The catalog's name for it, such as <c>superuser</c>.</param>
/// <param name="UserName">Empty where the kind has passwords only.</param>
/// <param name="SecretId">Where the password is: <c>services/mypg/superuser</c>.</param>
/// <param name="IsInternal">Used between members only.</param>
public sealed record ServiceCredential(string Name, string UserName, string SecretId, bool IsInternal)
{
    /// <summary>Where the password is with which the service is created.</summary>
    public static string IdOf(string service, string name) => $"{Prefix(service)}{name}";

    /// <summary>Where the password is that a revision brings: the one before stays beside it until nothing can go back to it.</summary>
    public static string IdOf(string service, string name, int revision)
        => string.Create(CultureInfo.InvariantCulture, $"{Prefix(service)}{name}.{revision}");

    /// <summary>What the ids of all secrets of a service start with.</summary>
    public static string Prefix(string service) => $"services/{NameRules.Key(service)}/";
}
