namespace FireCamp.Engine.Catalog;

/// <summary>How a change of an option reaches members that run.</summary>
public enum OptionApplies
{
    /// <summary>Set at creation; never changed.</summary>
    Create,

    /// <summary>Takes effect at once, by the kind's own command.</summary>
    Live,

    /// <summary>Files are rewritten and the <c>reload</c> action runs.</summary>
    Reload,

    /// <summary>Files are rewritten and members restart one by one.</summary>
    Restart,
}
