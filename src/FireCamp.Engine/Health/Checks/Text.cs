namespace FireCamp.Engine.Health.Checks;

/// <summary>What the checks' sentences are made of.</summary>
internal static class Text
{
    public static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    public static string List(IEnumerable<string> names) => string.Join(", ", names);
}
