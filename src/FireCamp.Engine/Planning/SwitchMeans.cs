namespace FireCamp.Engine.Planning;

/// <summary>How a service's primary changes. The names are stored: never rename one.</summary>
public enum SwitchMeans
{
    /// <summary>FireCamp says who is primary: the old one is demoted, then the new one promoted.</summary>
    Managed,

    /// <summary>The kind has a way of its own by which a replica takes over: its action <c>switchover</c>.</summary>
    Command,

    /// <summary>The members elect their leader: when it restarts, they elect another.</summary>
    Election,
}
