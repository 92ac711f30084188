namespace FireCamp.Engine.Model;

/// <summary>Where a service stands.</summary>
public enum ServicePhase
{
    /// <summary>An operation is creating it, or was interrupted while it did.</summary>
    Creating,

    /// <summary>All members are ready, and none has anything to complain of.</summary>
    Ready,

    /// <summary>It serves, with fewer members than it should, or with one that lost its primary.</summary>
    Degraded,

    /// <summary>It cannot serve: no primary, or no quorum.</summary>
    Unavailable,

    /// <summary>It is stopped on purpose.</summary>
    Stopped,

    /// <summary>An operation is removing it, or was interrupted while it did.</summary>
    Removing,
}
