namespace FireCamp.Engine.Model;

/// <summary>Where a member stands.</summary>
public enum MemberPhase
{
    /// <summary>Recorded; no node has it yet.</summary>
    Pending,

    /// <summary>A node has its claim and makes the place fit: fence, volumes, files, address.</summary>
    Preparing,

    /// <summary>Its process runs and is not ready yet.</summary>
    Starting,

    /// <summary>Its ready probe succeeds: it answers clients. A replica may still have a reason to complain: no link to its primary.</summary>
    Ready,

    /// <summary>Its process runs and was ready before, and its ready probe fails.</summary>
    Unready,

    /// <summary>Its process ended by itself and is started again.</summary>
    Failed,

    /// <summary>It is being stopped.</summary>
    Stopping,

    /// <summary>It is stopped on purpose.</summary>
    Stopped,

    /// <summary>The node that ran it is gone, and no other has it yet.</summary>
    Lost,
}
