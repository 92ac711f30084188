namespace FireCamp.Engine.Model;

/// <summary>An error that a person can act on. Every exception that FireCamp throws on purpose derives from it.</summary>
/// <param name="errorId">Stable for good: scripts match on it.</param>
/// <param name="message">What was attempted and why it failed, naming the thing.</param>
/// <param name="nextStep">What to do next, as a sentence.</param>
public class FireCampException(string errorId, string message, string nextStep, Exception? inner = null)
    : Exception(message, inner)
{
    public string ErrorId { get; } = errorId;

    public string NextStep { get; } = nextStep;

    /// <summary>What the error is about, such as a service's name; null when it is about no one thing.</summary>
    public string? Target { get; init; }

    /// <summary>Whether the same attempt may succeed later without anybody changing anything.</summary>
    public virtual bool IsTemporary => false;

    /// <summary>What can't be used now and comes back by itself or by somebody's hand, as <c>the metadata store</c>; null when it is none
    /// such.</summary>
    public virtual string? Outage => null;
}
