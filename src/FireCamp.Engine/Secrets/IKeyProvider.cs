namespace FireCamp.Engine.Secrets;

/// <summary>Holds the cluster's key, which never leaves it: it wraps the keys that secrets are sealed with.</summary>
public interface IKeyProvider
{
    /// <summary>The key wrapped, so that it may lie next to what it seals.</summary>
    /// <param name="context">What the wrapped key is bound to; the same is needed to unwrap it.</param>
    /// <exception cref="SecretException">The cluster's key can't be used.</exception>
    byte[] Wrap(ReadOnlySpan<byte> key, string context);

    /// <summary>The key that was wrapped. The caller overwrites it after use.</summary>
    /// <exception cref="SecretException">The cluster's key can't be used, is another one, or what was wrapped was
    /// tampered with.</exception>
    byte[] Unwrap(ReadOnlySpan<byte> wrapped, string context);
}
