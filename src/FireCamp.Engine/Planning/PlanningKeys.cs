using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>Where planning's own records lie in the metadata store.</summary>
public static class PlanningKeys
{
    public const string AllKept = "kept/";

    /// <summary>The <see cref="KeptService"/> of a removed service.</summary>
    public static string Kept(string service) => $"kept/{NameRules.Key(service)}";
}
