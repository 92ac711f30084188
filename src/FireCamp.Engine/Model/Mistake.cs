namespace FireCamp.Engine.Model;

/// <summary>One thing that is wrong with an input, and where.</summary>
/// <param name="Where">The place: <c>catalog.yaml:12</c>, an option's name, a parameter.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record Mistake(string Where, string Message)
{
    public override string ToString() => Where.Length == 0 ? Message : $"{Where}: {Message}";
}
