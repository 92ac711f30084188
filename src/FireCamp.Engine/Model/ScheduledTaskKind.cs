namespace FireCamp.Engine.Model;

/// <summary>What runs a scheduled task.</summary>
public enum ScheduledTaskKind
{
    /// <summary>A timer of systemd's.</summary>
    Systemd = 0,

    /// <summary>A line of a crontab.</summary>
    Crontab = 100,

    /// <summary>Windows' task scheduler.</summary>
    WindowsTask = 200,
}
