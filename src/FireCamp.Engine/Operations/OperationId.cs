using System.Security.Cryptography;

namespace FireCamp.Engine.Operations;

internal static class OperationId
{
    /// <summary>Without i, l, o and u: nobody mistakes one letter for another when typing it.</summary>
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>40 random bits; a start that meets an id in use takes another.</summary>
    public static string New() => RandomNumberGenerator.GetString(Alphabet, 8);
}
