namespace FireCamp.Engine.Model;

/// <summary>What keeps an operation from going on.</summary>
/// <param name="What">The thing that is waited for, such as <c>member mypg-1</c>.</param>
/// <param name="Since">For how long it has been so.</param>
/// <param name="Evidence">What was seen: a phase and its reason, the last log line.</param>
/// <param name="NextStep">What a person can do about it.</param>
public sealed record Blocker(string What, TimeSpan Since, string Evidence, string NextStep)
{
    public override string ToString() => $"{What} ({Since.TotalSeconds:F0} s): {Evidence} {NextStep}";
}
