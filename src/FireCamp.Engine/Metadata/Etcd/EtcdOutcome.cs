namespace FireCamp.Engine.Metadata.Etcd;

/// <summary>What is known of a request that got no good answer.</summary>
internal enum EtcdOutcome
{
    /// <summary>It has done nothing and never will: another endpoint may be asked.</summary>
    NotDone,

    /// <summary>It may have been done, or may yet be.</summary>
    Unknown,

    /// <summary>It has done nothing, because the login is no longer good: log in and repeat.</summary>
    LoginOver,

    /// <summary>It has done nothing, and no endpoint would do it.</summary>
    Refused,
}
