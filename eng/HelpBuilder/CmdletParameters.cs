using System.Management.Automation;

namespace FireCamp.HelpBuilder;

/// <summary>The parameters of a cmdlet that help speaks of.</summary>
internal static class CmdletParameters
{
    /// <summary>What is the same wherever it occurs, so that pages needn't say it.</summary>
    public static IReadOnlyDictionary<string, string> CommonText { get; } = new Dictionary<string, string>
    {
        ["WhatIf"] = "Print the whole plan of what would be done, and do nothing.",
        ["Confirm"] = "Show the plan and ask before anything is done.",
    };

    public static IReadOnlyList<CommandParameterInfo> Of(CmdletInfo cmdlet)
        => [.. cmdlet.ParameterSets.SelectMany(Of).DistinctBy(p => p.Name)];

    public static IReadOnlyList<CommandParameterInfo> Of(CommandParameterSetInfo set)
        => [.. set.Parameters.Where(p => !Cmdlet.CommonParameters.Contains(p.Name))
            .OrderBy(p => p.Position < 0 ? int.MaxValue : p.Position).ThenBy(p => IsCommon(p.Name))];

    public static bool IsCommon(string parameter) => CommonText.ContainsKey(parameter);
}
