namespace FireCamp.Engine.Model;

/// <summary>A member's part in replication.</summary>
public enum MemberRole
{
    /// <summary>Not known yet, or the kind has no roles.</summary>
    None,

    /// <summary>Takes writes; in an ensemble the leader.</summary>
    Primary,

    /// <summary>Follows a primary; in an ensemble a follower.</summary>
    Replica,
}
