namespace FireCamp.Lab;

/// <summary>Another value for an option, and how to see in a member's server that it has it.</summary>
/// <param name="Value">Not the default.</param>
/// <param name="Question">A shell script that asks the member's own server; null for the size of a volume, which is seen from outside.</param>
/// <param name="Answer">What it then prints.</param>
public sealed record OptionProbe(string Option, string Value, string? Question, string Answer)
{
    public override string ToString() => Option;
}
