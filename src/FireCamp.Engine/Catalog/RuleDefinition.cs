namespace FireCamp.Engine.Catalog;

/// <summary>Something that must hold over the options together.</summary>
/// <param name="Assert">A Liquid condition, such as <c>options.Shards == 1 or options.Shards >= 3</c>.</param>
/// <param name="Message">What to say when it doesn't; Liquid, so that it can name values.</param>
/// <param name="Options">The options that it is about.</param>
public sealed record RuleDefinition(string Assert, string Message, IReadOnlyList<string> Options);
