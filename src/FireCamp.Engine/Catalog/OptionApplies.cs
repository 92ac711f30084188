namespace FireCamp.Engine.Catalog;

/// <summary>How a change of an option, a file or a password reaches members that run.</summary>
public enum OptionApplies
{
    /// <summary>Set at creation; never changed.</summary>
    Create,

    /// <summary>Takes effect with the rewritten files alone: what they are for reads them each time.</summary>
    Live,

    /// <summary>Files are rewritten and the <c>reload</c> action runs.</summary>
    Reload,

    /// <summary>Files are rewritten and members restart one by one.</summary>
    Restart,
}
