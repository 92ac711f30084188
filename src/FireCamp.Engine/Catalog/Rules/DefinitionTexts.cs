namespace FireCamp.Engine.Catalog.Rules;

/// <summary>Lists the texts of a definition that are Liquid.</summary>
internal static class DefinitionTexts
{
    public static IEnumerable<DefinitionText> Of(ServiceDefinition definition) =>
    [
        .. definition.Options.Index().SelectMany(o => Optional($"options[{o.Index}].default", o.Item.Default, TextScope.Defaults)),
        .. definition.Rules.Index().SelectMany(OfRule),
        .. definition.Groups.Index().SelectMany(g => When($"groups[{g.Index}]", g.Item.When, TextScope.Choices)),
        .. definition.Ports.Index().SelectMany(OfPort),
        .. definition.Volumes.Index().SelectMany(v => When($"volumes[{v.Index}]", v.Item.When, TextScope.Choices)),
        .. definition.Credentials.Index().SelectMany(OfCredential),
        .. definition.Files.Index().SelectMany(f => When($"files[{f.Index}]", f.Item.When, TextScope.Member)),
        .. Command("start", definition.Start.Command),
        .. Environment("start", definition.Start.Environment),
        .. OfProbe("probe", definition.Probe),
        .. definition.Metrics is { } metrics ? OfProbe("metrics", metrics) : [],
        .. definition.Actions.Index().SelectMany(OfAction),
        .. definition.Connections.Index().SelectMany(OfConnection),
    ];

    private static IEnumerable<DefinitionText> OfRule((int Index, RuleDefinition Item) rule) =>
    [
        new($"rules[{rule.Index}].assert", rule.Item.Assert, TextScope.Choices, IsCondition: true),
        new($"rules[{rule.Index}].message", rule.Item.Message, TextScope.Choices),
    ];

    private static IEnumerable<DefinitionText> OfPort((int Index, PortDefinition Item) port) =>
    [
        new($"ports[{port.Index}].number", port.Item.Number, TextScope.Choices),
        .. When($"ports[{port.Index}]", port.Item.When, TextScope.Choices),
    ];

    private static IEnumerable<DefinitionText> OfCredential((int Index, CredentialDefinition Item) credential) =>
    [
        new($"credentials[{credential.Index}].userName", credential.Item.UserName, TextScope.Choices),
        .. When($"credentials[{credential.Index}]", credential.Item.When, TextScope.Choices),
    ];

    private static IEnumerable<DefinitionText> OfProbe(string path, ProbeDefinition probe) =>
    [
        .. Command(path, probe.Command ?? []),
        .. Optional($"{path}.send", probe.Send, TextScope.Member),
    ];

    private static IEnumerable<DefinitionText> OfAction((int Index, ActionDefinition Item) action) =>
    [
        .. Command($"actions[{action.Index}]", action.Item.Command),
        .. Environment($"actions[{action.Index}]", action.Item.Environment),
        .. When($"actions[{action.Index}]", action.Item.When, TextScope.Member),
    ];

    private static IEnumerable<DefinitionText> OfConnection((int Index, ConnectionDefinition Item) connection) =>
    [
        new($"connections[{connection.Index}].text", connection.Item.Text, TextScope.Member, IsPublic: true),
        .. When($"connections[{connection.Index}]", connection.Item.When, TextScope.Member),
    ];

    private static IEnumerable<DefinitionText> Command(string path, IReadOnlyList<string> command)
        => command.Select((argument, i) => new DefinitionText($"{path}.command[{i}]", argument, TextScope.Member, IsPublic: true));

    private static IEnumerable<DefinitionText> Environment(string path, IReadOnlyDictionary<string, string> environment)
        => environment.Select(e => new DefinitionText($"{path}.environment.{e.Key}", e.Value, TextScope.Member));

    private static IEnumerable<DefinitionText> When(string path, string? condition, TextScope scope)
        => condition is null ? [] : [new DefinitionText($"{path}.when", condition, scope, IsCondition: true)];

    private static IEnumerable<DefinitionText> Optional(string path, string? text, TextScope scope)
        => text is null ? [] : [new DefinitionText(path, text, scope)];
}
