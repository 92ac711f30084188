using System.Management.Automation;

namespace FireCamp.MiniPester.Assertions;

/// <summary>What an error must be like for -Throw; null stands for anything.</summary>
internal sealed record ThrowExpectation(string? Message, string? ErrorId, Type? ExceptionType)
{
    /// <summary>Returns why the outcome isn't the expected one; null when it is.</summary>
    public string? Check(ErrorRecord? thrown, bool not, string? because)
    {
        var holds = thrown is not null && Fits(thrown);
        if (holds != not)
        {
            return null;
        }

        var reason = string.IsNullOrWhiteSpace(because) ? string.Empty : $" because {because.Trim()},";
        return $"Expected {(not ? "no exception" : "an exception")}{Description},{reason} but {Found(thrown)}.";
    }

    private string Description
    {
        get
        {
            var parts = new[]
            {
                ExceptionType is null ? null : $"of type [{ExceptionType.FullName}]",
                Message is null ? null : $"with a message like '{Message}'",
                ErrorId is null ? null : $"with an id like '{ErrorId}'",
            };
            return string.Concat(parts.Where(part => part is not null).Select(part => $" {part}"));
        }
    }

    private bool Fits(ErrorRecord thrown) =>
        (Message is null || IsLike(Message, thrown.ErrorDetails?.Message ?? thrown.Exception.Message) || IsLike(
            Message, thrown.Exception.Message))
        && (ErrorId is null || IsLike(ErrorId, thrown.FullyQualifiedErrorId))
        && (ExceptionType is null || ExceptionType.IsInstanceOfType(thrown.Exception));

    private static bool IsLike(string pattern, string text) =>
        string.Equals(pattern, text, StringComparison.OrdinalIgnoreCase)
        || WildcardPattern.Get(pattern, WildcardOptions.IgnoreCase).IsMatch(text);

    private static string Found(ErrorRecord? thrown) => thrown is null
        ? "nothing was thrown"
        : $"[{thrown.Exception.GetType().FullName}] was thrown with the message '{thrown.Exception.Message}' "
            + $"and the id '{thrown.FullyQualifiedErrorId}'";
}
