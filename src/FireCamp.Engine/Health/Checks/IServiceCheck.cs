using FireCamp.Engine.Platforms.Checks;

namespace FireCamp.Engine.Health.Checks;

/// <summary>Looks at one side of a service's evidence. Pure: whatever has to be read or asked for is in the evidence.</summary>
/// <remarks>
/// A new check is a class and its line in <see cref="ServiceChecks.All"/>; what it looks at is a part of <see cref="ServiceEvidence"/>.
/// </remarks>
public interface IServiceCheck
{
    /// <summary>What is looked at, in one word for people and programs; lasting.</summary>
    string Name { get; }

    /// <summary>What it needs besides what is always there.</summary>
    EvidenceParts Needs => EvidenceParts.None;

    /// <summary>What was found; nothing where the check has no meaning, as for the lag of a service that is stopped.</summary>
    IReadOnlyList<Finding> Look(ServiceEvidence evidence);
}
