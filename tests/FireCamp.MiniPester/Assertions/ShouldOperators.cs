using System.Management.Automation;
using System.Text.RegularExpressions;

namespace FireCamp.MiniPester.Assertions;

/// <summary>Pester's operators, but for -Throw, which runs something.</summary>
internal static class ShouldOperators
{
    private static readonly ShouldOperator[] All =
    [
        new("Be", c => Values.Same(c.Actual, c.Expected, ignoreCase: true), "{0}", "something else than {0}"),
        new(
            "BeExactly", c => Values.Same(c.Actual, c.Expected, ignoreCase: false), "exactly {0}",
            "something else than exactly {0}"),
        new("BeTrue", c => LanguagePrimitives.IsTrue(c.Actual), "$true", "not $true"),
        new("BeFalse", c => !LanguagePrimitives.IsTrue(c.Actual), "$false", "not $false"),
        new("BeNullOrEmpty", IsNullOrEmpty, "$null or empty", "a value"),
        new(
            "Match", c => IsMatch(c, RegexOptions.IgnoreCase), "a match for the regular expression {0}",
            "no match for the regular expression {0}"),
        new(
            "MatchExactly", c => IsMatch(c, RegexOptions.None), "an exact match for the regular expression {0}",
            "no exact match for the regular expression {0}"),
        new("BeLike", c => IsLike(c, WildcardOptions.IgnoreCase), "something like {0}", "nothing like {0}"),
        new(
            "BeLikeExactly", c => IsLike(c, WildcardOptions.None), "something exactly like {0}",
            "nothing exactly like {0}"),
        new(
            "HaveCount", c => c.ActualItems.Count == Number(c.Expected), "a collection of size {0}",
            "a collection of another size than {0}"),
        new(
            "Contain", c => c.ActualItems.Any(item => Values.Same(item, c.Expected, ignoreCase: true)),
            "{0} in the collection", "{0} not in the collection"),
        new(
            "ContainExactly", c => c.ActualItems.Any(item => Values.Same(item, c.Expected, ignoreCase: false)),
            "exactly {0} in the collection", "exactly {0} not in the collection"),
        new(
            "BeIn", c => c.ExpectedItems.Any(item => Values.Same(c.Actual, item, ignoreCase: true)), "one of {0}",
            "none of {0}"),
        new(
            "BeGreaterThan", c => Values.Compare(c.Actual, c.Expected) > 0, "a value greater than {0}",
            "a value not greater than {0}"),
        new(
            "BeGreaterOrEqual", c => Values.Compare(c.Actual, c.Expected) >= 0, "a value of at least {0}",
            "a value less than {0}"),
        new(
            "BeLessThan", c => Values.Compare(c.Actual, c.Expected) < 0, "a value less than {0}",
            "a value not less than {0}"),
        new(
            "BeLessOrEqual", c => Values.Compare(c.Actual, c.Expected) <= 0, "a value of at most {0}",
            "a value greater than {0}"),
        new(
            "BeOfType", c => TypeOf(c.Expected).IsInstanceOfType(Values.Bare(c.Actual)), "a value of type {0}",
            "no value of type {0}"),
    ];

    public static ShouldOperator Find(string name) => Array.Find(All, known => known.Name == name)!;

    private static bool IsNullOrEmpty(Comparison comparison) => Values.Bare(comparison.Actual) switch
    {
        string text => text.Length == 0,
        System.Collections.IDictionary table => table.Count == 0,
        _ => comparison.ActualItems is [] or [null] or [""],
    };

    private static bool IsMatch(Comparison comparison, RegexOptions options) =>
        Regex.IsMatch(Values.Text(comparison.Actual), Values.Text(comparison.Expected), options);

    private static bool IsLike(Comparison comparison, WildcardOptions options) =>
        WildcardPattern.Get(Values.Text(comparison.Expected), options).IsMatch(Values.Text(comparison.Actual));

    private static int Number(object? value) => LanguagePrimitives.ConvertTo<int>(value);

    private static Type TypeOf(object? expected) => LanguagePrimitives.ConvertTo<Type>(
        Values.Bare(expected) is string name ? name.Trim('[', ']') : expected);
}
