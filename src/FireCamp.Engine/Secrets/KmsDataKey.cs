namespace FireCamp.Engine.Secrets;

/// <summary>The cluster's key as it lies in the metadata store, encrypted by a key that never leaves AWS.</summary>
/// <param name="KmsKey">The ARN of that key.</param>
/// <param name="Encrypted">In base 64.</param>
internal sealed record KmsDataKey(string KmsKey, string Encrypted);
