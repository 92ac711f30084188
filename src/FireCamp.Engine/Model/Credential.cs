namespace FireCamp.Engine.Model;

/// <summary>A user name and its password. <see cref="ToString"/> leaves the password out.</summary>
public sealed record Credential(string Service, string Name, string UserName, string Password)
{
    public override string ToString() => $"{Service}/{Name}: {UserName}";
}
