namespace FireCamp.Engine.Secrets;

/// <summary>What one side of a connection gets.</summary>
/// <param name="Identity">Its certificate and its private key, in PEM: a secret.</param>
/// <param name="Authorities">The certificates of all authorities that it is to accept, in PEM.</param>
public sealed record IssuedIdentity(string Identity, string Authorities)
{
    public override string ToString() => nameof(IssuedIdentity);
}
