namespace FireCamp.Engine.Catalog;

/// <summary>A credential that a service has, by the options it was given.</summary>
/// <param name="Name">The definition's name for it, such as <c>superuser</c>.</param>
/// <param name="SecretId">Where its password is kept: <c>services/&lt;service&gt;/&lt;name&gt;</c>.</param>
/// <param name="UserName">Empty where the kind has passwords only.</param>
/// <param name="IsInternal">Used between members only, so users are not asked for it.</param>
public sealed record ServiceCredential(string Name, string SecretId, string UserName, string Help, bool IsInternal);
