namespace FireCamp.Engine.Secrets;

/// <summary>Keeps secrets sealed in the metadata store. Ids are paths such as <c>services/mypg/superuser</c>.</summary>
public interface ISecretStore
{
    /// <summary>The secret's value, or null when there is none.</summary>
    /// <exception cref="SecretException">It can't be opened: another key, or it was tampered with.</exception>
    Task<string?> FindAsync(string id, CancellationToken cancel);

    /// <summary>The secret exists: with <paramref name="value"/>, or when that is null with 32 random characters.</summary>
    /// <remarks>One that exists stays as it is.</remarks>
    Task EnsureAsync(string id, string? value, CancellationToken cancel);

    /// <summary>The secrets below the path are gone; absent ones are success.</summary>
    Task DeleteAsync(string idPrefix, CancellationToken cancel);

    /// <summary>Seals a text so that it may lie in a record, such as what a user gave to an operation; bound to <paramref name="purpose"/>.</summary>
    string Seal(string text, string purpose);

    /// <exception cref="SecretException">It can't be opened, or was sealed for another purpose.</exception>
    string Open(string seal, string purpose);
}
