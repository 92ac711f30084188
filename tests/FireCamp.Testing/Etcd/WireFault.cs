namespace FireCamp.Testing.Etcd;

/// <summary>What happens to a request on its way.</summary>
public enum WireFault
{
    None,

    /// <summary>It arrives and is done; the answer, and all later ones of the connection, are lost.</summary>
    LoseAnswer,

    /// <summary>It doesn't arrive until it is released, long after the client has given it up.</summary>
    HoldRequest,
}
