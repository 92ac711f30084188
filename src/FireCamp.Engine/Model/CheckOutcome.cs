namespace FireCamp.Engine.Model;

/// <summary>What a check of a cluster found.</summary>
public enum CheckOutcome
{
    Passed,

    /// <summary>It works, and something about it is to be known or bettered; or it could not be told.</summary>
    Warning,

    /// <summary>Something that the cluster needs is not so.</summary>
    Failed,
}
