using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Checks;

/// <summary>What a check found about one thing.</summary>
public sealed record Finding(string Target, CheckOutcome Outcome, string Message, string NextStep)
{
    public static Finding Passed(string target, string message) => new(target, CheckOutcome.Passed, message, "");

    public static Finding Warning(string target, string message, string nextStep) => new(target, CheckOutcome.Warning, message, nextStep);

    public static Finding Failed(string target, string message, string nextStep) => new(target, CheckOutcome.Failed, message, nextStep);
}
