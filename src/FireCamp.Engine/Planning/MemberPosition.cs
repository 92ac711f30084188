namespace FireCamp.Engine.Planning;

/// <summary>How much of what the primary wrote a member has, as it said when it was asked.</summary>
/// <param name="Position">How many bytes of the primary's stream it has; null when it gave no answer, or its kind doesn't say.</param>
/// <param name="Primary">How many bytes the stream had when the primary last told it; null when it doesn't know.</param>
/// <param name="Why">Why it gave no answer, as a sentence without its full stop; empty when it did.</param>
public sealed record MemberPosition(string Member, long? Position, long? Primary, string Why)
{
    public bool Answered => Why.Length == 0;
}
