namespace FireCamp.Engine.Clients.Agent;

/// <summary>What is wrong with a certificate.</summary>
public enum CertificateFault
{
    /// <summary>None was shown.</summary>
    Missing,

    /// <summary>None of the cluster's accepted authorities has issued it.</summary>
    OtherCluster,

    /// <summary>It is not valid at this time: expired, or the clocks of the two machines are apart.</summary>
    Expired,

    /// <summary>It is for another use than it was shown for.</summary>
    OtherRole,

    /// <summary>It is another node's than the one that was called.</summary>
    OtherName,
}
