using System.Management.Automation;
using System.Xml.Linq;

namespace FireCamp.HelpBuilder;

/// <summary>Makes a page and its cmdlet into what <c>Get-Help</c> reads.</summary>
internal static class MamlWriter
{
    public static XElement Write(HelpPage page, CmdletInfo cmdlet)
        => new(
            Maml.Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Maml.Text),
            new XAttribute(XNamespace.Xmlns + "command", Maml.Command),
            new XAttribute(XNamespace.Xmlns + "dev", Maml.Dev),
            new XElement(
                Maml.Command + "details",
                new XElement(Maml.Command + "name", cmdlet.Name),
                new XElement(Maml.Command + "verb", cmdlet.Verb),
                new XElement(Maml.Command + "noun", cmdlet.Noun),
                new XElement(Maml.Text + "description", Maml.Paragraphs(page.Synopsis))),
            new XElement(Maml.Text + "description", Maml.Paragraphs(page.Description)),
            new XElement(Maml.Command + "syntax", cmdlet.ParameterSets.Select(s => Syntax(cmdlet, s))),
            new XElement(Maml.Command + "parameters", CmdletParameters.Of(cmdlet).Select(p => Parameter(page, p))),
            Outputs(cmdlet),
            Notes(page),
            new XElement(Maml.Command + "examples", page.Examples.Select(Example)),
            new XElement(Maml.Command + "relatedLinks", page.Links.Select(Link)));

    private static XElement Syntax(CmdletInfo cmdlet, CommandParameterSetInfo set)
        => new(
            Maml.Command + "syntaxItem",
            new XElement(Maml.Text + "name", cmdlet.Name),
            CmdletParameters.Of(set).Select(p => Shape(p, null)));

    private static XElement Parameter(HelpPage page, CommandParameterInfo parameter)
        => Shape(
            parameter,
            page.Parameters.TryGetValue(parameter.Name, out var text) ? text : [CmdletParameters.CommonText[parameter.Name]]);

    private static XElement Shape(CommandParameterInfo parameter, IReadOnlyList<string>? text)
    {
        var type = TypeName(parameter.ParameterType);
        var isSwitch = parameter.ParameterType == typeof(SwitchParameter);
        var wildcards = parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any();
        return new XElement(
            Maml.Command + "parameter",
            new XAttribute("required", parameter.IsMandatory ? "true" : "false"),
            new XAttribute("variableLength", parameter.ParameterType.IsArray ? "true" : "false"),
            new XAttribute("globbing", wildcards ? "true" : "false"),
            new XAttribute("pipelineInput", parameter.ValueFromPipeline ? "true (ByValue)" : "false"),
            new XAttribute("position", parameter.Position < 0 ? "named" : parameter.Position.ToString()),
            new XAttribute("aliases", parameter.Aliases.Count > 0 ? string.Join(", ", parameter.Aliases) : "none"),
            new XElement(Maml.Text + "name", parameter.Name),
            text is null ? null : new XElement(Maml.Text + "description", Maml.Paragraphs(text)),
            text is null && isSwitch ? null : new XElement(
                Maml.Command + "parameterValue", new XAttribute("required", isSwitch ? "false" : "true"), type),
            new XElement(Maml.Dev + "type", new XElement(Maml.Text + "name", type)));
    }

    private static XElement Outputs(CmdletInfo cmdlet)
        => new(
            Maml.Command + "returnValues",
            cmdlet.OutputType.Where(o => o.Type != typeof(void)).Select(o => new XElement(
                Maml.Command + "returnValue", new XElement(Maml.Dev + "type", new XElement(Maml.Text + "name", o.Name)))));

    private static XElement Notes(HelpPage page)
        => new(
            Maml.Text + "alertSet",
            new XElement(Maml.Text + "alert", Maml.Paragraphs([.. page.Notes, .. page.Errors.Select(e => $"Error {e.TrimStart('-', ' ')}")])));

    private static XElement Example(HelpExample example, int index)
        => new(
            Maml.Command + "example",
            new XElement(Maml.Text + "title", $"Example {index + 1}: {example.Title}"),
            new XElement(Maml.Dev + "code", example.Code),
            new XElement(Maml.Dev + "remarks", Maml.Paragraphs(example.Remarks)));

    private static XElement Link(string text)
        => new(
            Maml.Text + "navigationLink",
            new XElement(Maml.Text + "linkText", text.TrimStart('-', ' ')),
            new XElement(Maml.Text + "uri"));

    private static string TypeName(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        return plain.IsArray ? $"{TypeName(plain.GetElementType()!)}[]" : plain.Name.Replace("Reference", "", StringComparison.Ordinal);
    }
}
