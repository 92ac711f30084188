using FireCamp.Engine.Catalog.Templates;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Tests.Catalog;

public sealed class TemplateEngineTests
{
    private const string Secret = "⟦secret:services/s/admin:raw⟧";

    [Theory]
    [InlineData("{{ options.Bytes | mb }} {{ options.Bytes | kb }}", "512 524288")]
    [InlineData("{{ options.Bytes | percent: 25 | mb }}", "128")]
    [InlineData("{{ 7 | percent: 50 }}", "3")]
    [InlineData("{{ 3 | at_least: 5 }} {{ 9 | at_least: 5 }} {{ 9 | at_most: 5 }} {{ 3 | at_most: 5 | plus: 1 }}", "5 9 5 4")]
    [InlineData("{{ options.Text | encode: 'sql' }}", "a<b&''\"c")]
    [InlineData("{{ options.Text }}", "a<b&'\"c")]
    [InlineData("{{ options.Secret | encode: 'libpq' }}", "⟦secret:services/s/admin:libpq⟧")]
    [InlineData("{{ options.Secret }}", Secret)]
    [InlineData("{% if options.On and options.Port >= 6379 %}yes{% endif %}", "yes")]
    [InlineData("{% if options.On == true %}yes{% endif %}{% if options.Text == '' %}no{% endif %}", "yes")]
    [InlineData("{% for i in list %}{{ i }}{% unless forloop.last %},{% endunless %}{% endfor %}", "a,b")]
    [InlineData("a\n{%- if options.On %}\n  b\n{%- endif %}\nc\n", "a\n  b\nc\n")]
    [InlineData("{{ options.Port | plus: 10000 }} {{ options.Port | divided_by: 2 }} {{ options.Half | times: 3 }}", "16379 3189 1.5")]
    [InlineData("{% raw %}{{ x }}{% endraw %}", "{{ x }}")]
    public void Render_GoodText_GivesWhatItSays(string text, string expected) => Assert.Equal(expected, Render(text));

    [Theory]
    [InlineData("a\nb {{ options.Prt }}", 2, "unknown name 'options.Prt'. Did you mean 'Port'?")]
    [InlineData("a\n\n{% if nope %}{% endif %}", 3, "unknown name 'nope'.")]
    [InlineData("{{ options.Port | mib }}", 1, "unknown filter 'mib'.")]
    [InlineData("a\n{% fi %}", 2, "unknown tag 'fi'.")]
    [InlineData("a\nb\n{{ options.Port", 3, "'{{' isn't closed with '}}'.")]
    [InlineData("{% if options.On %}", 1, "'if' isn't closed")]
    [InlineData("{{ options.Text | mb }}", 1, "works on numbers")]
    [InlineData("{{ options.Text | encode: 'html' }}", 1, "unknown encoding 'html'. Known: raw, sql")]
    [InlineData("{{ options.Secret | append: 'x' | encode: 'sql' }}", 1, "encode first")]
    [InlineData("{{ options.Secret | encode: 'sql' | encode: 'shell' }}", 1, "encode first")]
    public void Render_BadText_IsOneMistakeWithItsLine(string text, int line, string expected)
    {
        var error = Assert.Throws<InvalidInputException>(() => Render(text));
        var mistake = Assert.Single(error.Mistakes);
        Assert.Equal($"t.liquid:{line}", mistake.Where);
        Assert.Contains(expected, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_VariableOfAnEarlierText_IsUnknown()
    {
        Render("{% assign x = 1 %}{% capture y %}2{% endcapture %}{{ x }}{{ y }}");
        Assert.Throws<InvalidInputException>(() => Render("{{ x }}"));
        Assert.Throws<InvalidInputException>(() => Render("{{ y }}"));
    }

    [Fact]
    public void Render_EndlessLoop_IsRefused()
        => Assert.Throws<InvalidInputException>(() => Render("{% for i in (1..2000000000) %}x{% endfor %}"));

    [Theory]
    [InlineData("{{ options.Text.Length }}{{ options.Text.GetType }}")]
    [InlineData("{{ list.Count }}{{ list.GetType.Assembly }}")]
    public void Render_MembersOfDotNetObjects_AreOutOfReach(string text) => Assert.Equal("", Render(text));

    [Fact]
    public async Task Render_FromManyThreads_GivesEachItsOwn()
    {
        var work = Enumerable.Range(0, 8).Select(n => Task.Run(() => Enumerable.Range(0, 200).All(i =>
        {
            var context = StrictHash.Of("", ("n", (long)n), ("i", (long)i));
            var text = new TemplateText("{% assign sum = n | plus: i %}{% for k in (1..3) %}{{ sum }} {% endfor %}", "t", 1);
            return TemplateEngine.Render(text, context) == string.Concat(Enumerable.Repeat($"{n + i} ", 3));
        })));
        Assert.All(await Task.WhenAll(work), Assert.True);
    }

    [Theory]
    [InlineData("options.Port > 1 and options.On", true)]
    [InlineData("options.Text == 'x' or options.Half > 1", false)]
    public void Holds_Condition_IsEvaluated(string condition, bool expected)
        => Assert.Equal(expected, TemplateEngine.Holds(new TemplateText(condition, "t", 1), Context()));

    private static string Render(string text) => TemplateEngine.Render(new TemplateText(text, "t.liquid", 1), Context());

    private static DotLiquid.Hash Context() => StrictHash.Of(
        "",
        ("options", StrictHash.Of(
            "options",
            ("Port", 6379L),
            ("Bytes", 536870912L),
            ("Half", 0.5m),
            ("On", true),
            ("Text", "a<b&'\"c"),
            ("Secret", Secret))),
        ("list", new List<object> { "a", "b" }));
}
