namespace FireCamp.Engine.Model;

/// <summary>What a node may do for members, as people want it; lasting, whatever becomes of its agent.</summary>
public enum NodeAvailability
{
    /// <summary>Members are put there.</summary>
    Open,

    /// <summary>It takes no more members; those that it has stay.</summary>
    Closed,

    /// <summary>It has no members.</summary>
    Drained,
}
