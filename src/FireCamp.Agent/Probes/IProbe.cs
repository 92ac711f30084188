namespace FireCamp.Agent.Probes;

/// <summary>Asks a member how it is.</summary>
internal interface IProbe
{
    /// <summary>
    /// The answer; one of "not ready" with the cause when the member fails to answer in time. Throws only when
    /// cancelled.
    /// </summary>
    Task<ProbeAnswer> AskAsync(CancellationToken cancel);

    /// <summary>When the member last said by itself what it does, which tells that it is worth asking; null when it never did.</summary>
    DateTime? Said => null;
}
