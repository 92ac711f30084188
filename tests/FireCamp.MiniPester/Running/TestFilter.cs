using System.Management.Automation;
using FireCamp.MiniPester.Model;

namespace FireCamp.MiniPester.Running;

/// <summary>Which tests are to run. An empty list lets all pass.</summary>
internal sealed record TestFilter(
    IReadOnlyCollection<string> Tags, IReadOnlyCollection<string> ExcludedTags, IReadOnlyCollection<string> FullNames)
{
    public bool Selects(PesterTest test) =>
        (Tags.Count == 0 || test.HasTag(Tags))
        && (ExcludedTags.Count == 0 || !test.HasTag(ExcludedTags))
        && (FullNames.Count == 0 || FullNames.Any(pattern => Matches(pattern, test)));

    private static bool Matches(string pattern, PesterNode? node) => node is { Parent: not null }
        && (WildcardPattern.Get(
            pattern, WildcardOptions.IgnoreCase).IsMatch(node.FullName) || Matches(pattern, node.Parent));
}
