using FireCamp.Engine.Catalog.Templates;

namespace FireCamp.Engine.Tests.Catalog;

public sealed class TemplateCheckerTests
{
    private static readonly NameTree Member = NameTree.Values("name", "endpoint");

    private static readonly NameTree Names = NameTree.Group(
    [
        new("options", NameTree.Values("Port", "Mode")),
        new("members", NameTree.List(Member)),
        new("member", Member),
    ]);

    [Theory]
    [InlineData("{{ options.Port | plus: 1 }}")]
    [InlineData("{% for m in members limit: 2 reversed %}{{ m.name }}{{ forloop.index0 }}{% else %}none{% endfor %}")]
    [InlineData("{% assign all = members | map: 'endpoint' | join: ',' %}{{ all }}")]
    [InlineData("{% assign one = members.first %}{{ one.name }}{{ members[0].endpoint }}{{ members.size }}")]
    [InlineData("{% case options.Mode %}{% when 'a' or 'b' %}1{% when 'c', 'd' %}2{% else %}3{% endcase %}")]
    [InlineData("{% if options.Port > 1 and options.Mode contains 'x' %}{% elsif options.Port == 1.5 %}{% else %}{% endif %}")]
    [InlineData("{%- capture text -%}x{%- endcapture -%}{{- text | default: \"-\" -}}")]
    [InlineData("{% comment %}{{ nonsense | here }} {% fi %}{% endcomment %}{% raw %}{% if %}{% endraw %}")]
    [InlineData("{{ options['Port'] }}{{ options.Mode.size }}{{ -1 | abs }}")]
    [InlineData("${VAR:-x} { a } %} }}")]
    public void Check_GoodTemplate_HasNoMistake(string text) => Assert.Empty(Check(text));

    [Theory]
    [InlineData("{{ option.Port }}", "unknown name 'option'. Did you mean 'options'?")]
    [InlineData("{{ options.Prot }}", "unknown name 'options.Prot'. Did you mean 'Port'?")]
    [InlineData("{{ options['Prot'] }}", "unknown name 'options.Prot'.")]
    [InlineData("{% if false %}{{ options.Prot }}{% endif %}", "unknown name 'options.Prot'.")]
    [InlineData("{{ options.Port.Value }}", "'options.Port' is a single value.")]
    [InlineData("{% for m in members %}{{ m.nam }}{% endfor %}", "unknown name 'm.nam'. Did you mean 'name'?")]
    [InlineData("{{ members.first.host }}", "unknown name 'members.first.host'.")]
    [InlineData("{{ members }}", "go over it with 'for'")]
    [InlineData("{{ member }}", "name one of its values")]
    [InlineData("{{ options.Port | plsu: 1 }}", "unknown filter 'plsu'. Did you mean 'plus'?")]
    [InlineData("{{ options.Port | plus }}", "takes 1 argument; it has 0 here.")]
    [InlineData("{{ 'now' | date: '%Y' }}", "unknown filter 'date'.")]
    [InlineData("{{ options.Port plus 1 }}", "'plus' is too much")]
    [InlineData("{{ }}", "a name or a value is missing.")]
    [InlineData("{{ 'abc }}", "isn't closed.")]
    [InlineData("{{ a && b }}", "'&' has no meaning here.")]
    [InlineData("{% if options.Port == 1 && options.Port %}{% endif %}", "'&' has no meaning here.")]
    [InlineData("{% if options.Port = 1 %}{% endif %}", "'=' is too much")]
    [InlineData("{% if options.Port | plus: 1 %}{% endif %}", "'|' is too much")]
    [InlineData("{% if not options.Port %}{% endif %}", "unknown name 'not'.")]
    [InlineData("{% include 'x' %}", "unknown tag 'include'.")]
    [InlineData("{% else %}", "'else' stands outside of a 'if'")]
    [InlineData("{% endif %}", "nothing is open.")]
    [InlineData("{% if true %}{% endfor %}{% endif %}", "'if' from line 1 is open.")]
    [InlineData("{% raw %}", "'raw' isn't closed with 'endraw'.")]
    [InlineData("{% for m on members %}{% endfor %}", "'in' is missing.")]
    [InlineData("{% for m in members limt: 3 %}{% endfor %}", "'limt' has no meaning in a loop")]
    public void Check_BadTemplate_SaysWhatIsWrong(string text, string expected)
        => Assert.Contains(Check(text), m => m.Message.Contains(expected, StringComparison.Ordinal));

    [Fact]
    public void Check_SeveralMistakes_AreAllFoundWithTheirLines()
    {
        var mistakes = Check("a\n{{ x }}\n{% raw %}\n{{ y }}\n{% endraw %}\n{% if options.Prt %}\n{{ z }}");
        Assert.Equal([2, 6, 7, 6], mistakes.Select(m => m.Line));
    }

    [Fact]
    public void Check_UnknownNames_AreToldAsTheyAreUsed()
    {
        var used = new List<string>();
        TemplateChecker.Check("{{ a.b }}{% if c[0].d == e %}{% endif %}", 1, NameTree.Anything, (_, _) => { }, p => used.Add(p.ToString()));
        Assert.Equal(["a.b", "c[].d", "e"], used);
    }

    private static List<(int Line, string Message)> Check(string text)
    {
        var mistakes = new List<(int Line, string Message)>();
        TemplateChecker.Check(text, 1, Names, (line, message) => mistakes.Add((line, message)));
        return mistakes;
    }
}
