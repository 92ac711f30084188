namespace FireCamp.Testing.Aws;

/// <summary>What goes wrong with a request.</summary>
public enum AwsFault
{
    None,

    /// <summary>AWS has too many requests. Nothing was done.</summary>
    Throttling,

    /// <summary>AWS fails. Nothing was done.</summary>
    ServerError,

    /// <summary>No answer comes for as long as it is waited for. Nothing was done.</summary>
    Silence,

    /// <summary>There is no connection.</summary>
    Refusal,

    /// <summary>It was done; the answer is lost.</summary>
    LostReply,

    /// <summary>Another transaction is in the way. Nothing was done.</summary>
    Conflict,

    /// <summary>The answer is that of the last time: what was written since isn't seen yet.</summary>
    StaleRead,
}
