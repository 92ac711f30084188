namespace FireCamp.Engine.Model;

/// <summary>What became of a volume's reserve. The names are stored: never rename one.</summary>
public enum VolumeReserveState
{
    /// <summary>There is none: there was never room for one.</summary>
    Absent,

    /// <summary>It is kept.</summary>
    Held,

    /// <summary>The volume was full, and got it. It is made again once there is room.</summary>
    GivenBack,
}
