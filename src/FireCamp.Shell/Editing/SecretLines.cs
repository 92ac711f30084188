namespace FireCamp.Shell.Editing;

/// <summary>
/// Recognizes command lines that may hold a secret. Rather one too many: these are only missing from a file.
/// </summary>
internal static class SecretLines
{
    private static readonly string[] Signs =
    [
        "password", "asplaintext", "token", "apikey", "secret", "credential", "connectionstring",
    ];

    public static bool LooksSecret(string line) =>
        Array.Exists(Signs, sign => line.Contains(sign, StringComparison.OrdinalIgnoreCase));
}
