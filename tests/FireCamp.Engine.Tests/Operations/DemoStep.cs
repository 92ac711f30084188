namespace FireCamp.Engine.Tests.Operations;

/// <summary>A step of a <see cref="DemoPlan"/>.</summary>
/// <param name="Items">How many items it is done for; 0 for a step that is done once.</param>
public sealed record DemoStep(string Name, int Items = 0, bool HasUndo = true, bool IsFinal = false, bool OneByOne = false)
{
    public IReadOnlyList<string> ItemNames => [.. Enumerable.Range(0, Items).Select(i => $"i{i}")];
}
