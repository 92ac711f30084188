namespace FireCamp.Engine.Platforms.Checks;

/// <summary>Looks at one side of a cluster. Nothing is different afterwards: what a check writes to try something it removes again.</summary>
public interface IClusterCheck
{
    /// <summary>What is looked at, in one word for people and programs; lasting.</summary>
    string Name { get; }

    /// <summary>What the check is about when it can't even be made.</summary>
    string Target { get; }

    /// <summary>What was found, at least one thing. An exception counts as a failure of <see cref="Target"/>.</summary>
    Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancel);
}
