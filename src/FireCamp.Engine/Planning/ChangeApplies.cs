namespace FireCamp.Engine.Planning;

/// <summary>How a change reaches a member that runs, the least disturbing first. The names are stored: never rename one.</summary>
public enum ChangeApplies
{
    /// <summary>There is nothing to do.</summary>
    None,

    /// <summary>Its files, probe and actions are refreshed; its process isn't told.</summary>
    Live,

    /// <summary>It is refreshed, and the kind's <c>reload</c> makes its process read the files.</summary>
    Reload,

    /// <summary>Its process is started anew.</summary>
    Restart,
}
