using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Rules;

/// <summary>Names can be used where they turn up: in templates, as parameters, in the names of volumes and secrets.</summary>
internal sealed class NameFormRule : ICatalogRule
{
    // What every cmdlet, or New-FireCampService itself, has: an option of that name could not be a parameter.
    private static readonly string[] Parameters =
    [
        "Name", "Catalog", "Kind", "Cluster", "Version", "Memory", "CpuLimit", "Image", "Option", "Credential", "UseKeptVolumes", "AsJob",
        "Timeout", "Verbose", "Debug",
        "ErrorAction", "WarningAction", "InformationAction", "ProgressAction", "ErrorVariable", "WarningVariable", "InformationVariable",
        "OutVariable", "OutBuffer", "PipelineVariable", "WhatIf", "Confirm",
    ];

    public IEnumerable<Mistake> Check(CatalogCheck check)
    {
        var definition = check.Definition;
        return
        [
            .. Options(check),
            .. Wrong(check, "groups", definition.Groups.Select(g => g.Name)),
            .. Wrong(check, "ports", definition.Ports.Select(p => p.Name)),
            .. Wrong(check, "volumes", definition.Volumes.Select(v => v.Name)),
            .. Wrong(check, "credentials", definition.Credentials.Select(c => c.Name)),
            .. Connections(check),
            .. definition.Volumes.Index().Where(v => v.Item.Name is "conf" or "run").Select(v
                => check.At($"volumes[{v.Index}].name", $"'{v.Item.Name}' is the name of a folder that the agent makes in the data volume.")),
        ];
    }

    private static IEnumerable<Mistake> Options(CatalogCheck check)
    {
        foreach (var (i, option) in check.Definition.Options.Index().Where(o => o.Item.Name.Length > 0))
        {
            if (!char.IsAsciiLetterUpper(option.Name[0]) || !option.Name.All(char.IsAsciiLetterOrDigit))
            {
                yield return check.At($"options[{i}].name", $"'{option.Name}' is no option name: write it in Pascal case, such as MaxConnections.");
            }
            else if (Parameters.Contains(option.Name, StringComparer.OrdinalIgnoreCase))
            {
                yield return check.At($"options[{i}].name", $"'{option.Name}' is a parameter of New-FireCampService already.");
            }
        }
    }

    /// <summary>A connection is often called like the program that it is for, such as <c>zkCli</c>.</summary>
    private static IEnumerable<Mistake> Connections(CatalogCheck check) => check.Definition.Connections.Index()
        .Where(c => c.Item.Name.Length > 0 && !(char.IsAsciiLetter(c.Item.Name[0]) && c.Item.Name.All(l => char.IsAsciiLetterOrDigit(l) || l == '-')))
        .Select(c => check.At(
            $"connections[{c.Index}].name", $"'{c.Item.Name}' is no name: use letters, digits and hyphens, and begin with a letter."));

    private static IEnumerable<Mistake> Wrong(CatalogCheck check, string section, IEnumerable<string> names) => names.Index()
        .Where(n => n.Item.Length > 0 && !IsName(n.Item))
        .Select(n => check.At(
            $"{section}[{n.Index}].name", $"'{n.Item}' is no name: use lower-case letters, digits and hyphens, and begin with a letter."));

    private static bool IsName(string name)
        => char.IsAsciiLetterLower(name[0]) && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
