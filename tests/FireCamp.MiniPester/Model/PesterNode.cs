using System.Management.Automation;

namespace FireCamp.MiniPester.Model;

/// <summary>A block or a test: what discovery finds.</summary>
public abstract class PesterNode(string name, PesterBlock? parent, ScriptBlock body)
{
    public string Name { get; } = name;

    public PesterBlock? Parent { get; } = parent;

    public ScriptBlock Body { get; } = body;

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The value of -ForEach this instance was made for; null without one.</summary>
    public object? Data { get; init; }

    public bool HasData { get; init; }

    /// <summary>The values that this node and those around it were made for, its own first.</summary>
    public IReadOnlyList<object?> DataAround =>
        [.. HasData ? [Data] : Array.Empty<object?>(), .. Parent?.DataAround ?? []];

    public bool IsSkipped { get; init; }

    /// <summary>The names from the outermost block down, joined by dots, as -FullNameFilter sees them.</summary>
    public string FullName => Parent is null or { Parent: null } ? Name : $"{Parent.FullName}.{Name}";

    /// <summary>True when the node or a block around it has one of the tags.</summary>
    public bool HasTag(IReadOnlyCollection<string> wanted) =>
        Tags.Any(tag => wanted.Contains(tag, StringComparer.OrdinalIgnoreCase)) || Parent?.HasTag(wanted) == true;
}
