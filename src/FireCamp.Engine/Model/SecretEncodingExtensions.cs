namespace FireCamp.Engine.Model;

public static class SecretEncodingExtensions
{
    public static string Encode(this SecretEncoding encoding, string value) => encoding switch
    {
        SecretEncoding.Raw => value,
        SecretEncoding.Sql => value.Replace("'", "''", StringComparison.Ordinal),
        SecretEncoding.Libpq => Backslash(value, '\''),
        SecretEncoding.Quoted => Backslash(value, '"'),
        SecretEncoding.Pgpass => Backslash(value, ':'),
        SecretEncoding.Shell => $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'",
        SecretEncoding.Uri => Uri.EscapeDataString(value),
        _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "No such encoding."),
    };

    private static string Backslash(string value, char special)
        => value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace($"{special}", $"\\{special}", StringComparison.Ordinal);
}
