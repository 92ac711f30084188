using DotLiquid;
using FireCamp.Engine.Catalog.Templates;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Rendering;

/// <summary>Renders the texts of a definition for one member.</summary>
/// <param name="context">The member's context; see <see cref="MemberContext.For"/>.</param>
internal sealed class MemberTexts(ServiceDefinition definition, Hash context)
{
    private CatalogSource Source => definition.Source;

    public IReadOnlyList<MemberFile> Files()
    {
        var files = new List<MemberFile>();
        for (var i = 0; i < definition.Files.Count; i++)
        {
            var file = definition.Files[i];
            if (!files.Exists(f => f.Path == file.Path) && Holds($"files[{i}].when", file.When))
            {
                files.Add(new MemberFile(file.Path, Content(file.Template), file.Mode));
            }
        }

        return files;
    }

    public IReadOnlyList<string> Command(string path, IReadOnlyList<string> command)
    {
        var arguments = command.Select((a, i) => Render($"{path}[{i}]", a)).ToList();
        return arguments.Exists(a => a.Contains("⟦secret:", StringComparison.Ordinal))
            ? throw Mistake(path, "a command's argument would hold a secret, and everybody on the machine can see arguments.")
            : arguments;
    }

    public IReadOnlyDictionary<string, string> Environment(string path, IReadOnlyDictionary<string, string> environment)
        => environment.ToDictionary(e => e.Key, e => Render($"{path}.{e.Key}", e.Value));

    public ProbeSpec Probe(string path, ProbeDefinition probe) => new()
    {
        Command = probe.Command is { } command ? Command($"{path}.command", command) : null,
        Port = probe.Port,
        Send = probe.Send is { } send ? Render($"{path}.send", send) : null,
        Matches = probe.Matches,
        Timeout = probe.Timeout,
    };

    /// <param name="isFirst">Whether the member is the service's first one.</param>
    public IReadOnlyDictionary<string, ActionSpec> Actions(bool isFirst)
    {
        var actions = new Dictionary<string, ActionSpec>(StringComparer.Ordinal);
        for (var i = 0; i < definition.Actions.Count; i++)
        {
            var action = definition.Actions[i];
            var isHere = isFirst || action.On != CatalogNames.OnFirst;
            if (isHere && !actions.ContainsKey(action.Name) && Holds($"actions[{i}].when", action.When))
            {
                actions[action.Name] = new ActionSpec(
                    Command($"actions[{i}].command", action.Command),
                    Environment($"actions[{i}].environment", action.Environment),
                    action.Timeout);
            }
        }

        return actions;
    }

    public IReadOnlyDictionary<string, string> Connections()
    {
        var connections = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < definition.Connections.Count; i++)
        {
            var connection = definition.Connections[i];
            if (!connections.ContainsKey(connection.Name) && Holds($"connections[{i}].when", connection.When))
            {
                connections[connection.Name] = Render($"connections[{i}].text", connection.Text);
            }
        }

        return connections;
    }

    private string Content(string template)
    {
        var text = Source.Templates.GetValueOrDefault(template)
            ?? throw new InvalidInputException("CatalogInvalid", Subject, [new Mistake(template, $"the file isn't in {definition.Folder}.")]);
        return FileDefinition.IsLiquid(template) ? TemplateEngine.Render(new TemplateText(text, template, 1), context) : text;
    }

    private bool Holds(string path, string? condition) => TemplateEngine.Holds(Source.Condition(path, condition), context);

    private string Render(string path, string text) => TemplateEngine.Render(Source.Text(path, text), context);

    private string Subject => $"The catalog '{definition.Kind}'";

    private InvalidInputException Mistake(string path, string message)
        => new("CatalogInvalid", Subject, [new Mistake(Source.Where(path), message)]);
}
