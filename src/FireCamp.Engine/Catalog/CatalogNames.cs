namespace FireCamp.Engine.Catalog;

/// <summary>Names that the engine itself looks for in a definition.</summary>
public static class CatalogNames
{
    public const string File = "catalog.yaml";

    public const string DataVolume = "data";

    public const string ClientPort = "client";

    public const string Initialize = "initialize";

    /// <summary>The action by which a running server reads its rewritten files.</summary>
    public const string Reload = "reload";

    /// <summary>The action that says whether the server runs with what its files say, and fails when it refused any of it.</summary>
    public const string Check = "check";

    /// <summary>The action by which a primary takes the passwords that its files have now.</summary>
    public const string Rotate = "rotate";

    /// <summary>The action that keeps a member's data as it is until <see cref="Resume"/> runs, so that its volumes can be copied.</summary>
    public const string Quiesce = "quiesce";

    /// <summary>The action by which <see cref="Quiesce"/> ends.</summary>
    public const string Resume = "resume";

    /// <summary>The action by which a primary gets ready for members that will come; <see cref="Forget"/> takes it back.</summary>
    public const string Expect = "expect";

    /// <summary>The action by which a new member that is ready and has caught up becomes a full one.</summary>
    public const string Join = "join";

    /// <summary>The action by which a member that is to go stops being a full one.</summary>
    public const string Leave = "leave";

    /// <summary>The action by which the others drop what they know of members that are gone.</summary>
    public const string Forget = "forget";

    /// <summary>The action by which the data is spread evenly over as many of the first shards as <see cref="ShardsVariable"/> says.</summary>
    public const string Balance = "balance";

    /// <summary>The action that looks at all data of a member with the kind's own tools, and fails when any of it isn't right.</summary>
    public const string Verify = "verify";

    /// <summary>
    /// The action by which a primary takes no more writes, for as long as its files have another role; it writes what there is to receive.
    /// </summary>
    public const string Demote = "demote";

    /// <summary>The action that ends once a replica has all that its demoted primary wrote.</summary>
    public const string Receive = "receive";

    /// <summary>The action by which a replica becomes primary.</summary>
    public const string Promote = "promote";

    /// <summary>The action by which a member of a kind that has its own way to hand over becomes primary.</summary>
    public const string Switchover = "switchover";

    /// <summary>The action that writes how much of the primary's stream a member has, and how far the primary was when it last said so.</summary>
    public const string Position = "position";

    /// <summary>The variable in which <see cref="Receive"/> gets what <see cref="Demote"/> wrote.</summary>
    public const string HandoverVariable = "HANDOVER";

    /// <summary>The variable in which <see cref="Balance"/> gets how many shards are to hold all data.</summary>
    public const string ShardsVariable = "SHARDS";

    /// <summary>Where an action runs: once, on the service's first member.</summary>
    public const string OnFirst = "first";

    /// <summary>Where an action runs: on each member.</summary>
    public const string OnEach = "each";

    /// <summary>Where an action runs: on each primary.</summary>
    public const string OnPrimary = "primary";
}
