namespace FireCamp.Engine.Catalog;

/// <summary>A user name and password that the service has. The password is given by the user or generated: 32 random characters.</summary>
/// <param name="Name">Such as <c>superuser</c>; its secret is <c>services/&lt;service&gt;/&lt;name&gt;</c>.</param>
/// <param name="UserName">A fixed name, or <c>{{ options.… }}</c> of the option that says it; empty where the kind has
/// passwords only.</param>
/// <param name="Help">What it is for.</param>
/// <param name="IsInternal">Used between members only, so users are not asked for it; <c>Get-FireCampCredential
/// -Name</c> still gives it.</param>
/// <param name="Applies">How a new password reaches members that run; <c>create</c>: there is none.</param>
public sealed record CredentialDefinition(
    string Name, string UserName, string Help, bool IsInternal, string? When, OptionApplies Applies = OptionApplies.Restart);
