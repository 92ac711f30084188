using System.Collections.Concurrent;
using System.Globalization;
using DotLiquid;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Templates;

/// <summary>Renders texts of definitions. Safe to use from several threads; a text is parsed once in the process.</summary>
/// <remarks>
/// Nothing global of the template library is touched: filters, syntax and limits are given with each call, since another user of the
/// library in this process may have set its globals otherwise.
/// </remarks>
internal static class TemplateEngine
{
    private const SyntaxCompatibility Syntax = SyntaxCompatibility.DotLiquid22a;

    /// <summary>Turns of all loops of a text together; a catalog's text has some hundred.</summary>
    private const int MaximumTurns = 100_000;

    private const int CacheSize = 2_000;

    // Finding its filters takes the library ten times as long as rendering most texts, so a finished run is used again; one that threw isn't.
    [ThreadStatic]
    private static Context? spareRun;

    private static readonly ConcurrentDictionary<string, Template> Parsed = new(StringComparer.Ordinal);

    /// <summary>The text with its tags replaced.</summary>
    /// <exception cref="InvalidInputException"><c>CatalogInvalid</c>: the text has a mistake, or names what isn't in
    /// the context.</exception>
    public static string Render(TemplateText text, Hash context)
    {
        if (text.IsPlain)
        {
            return text.Text;
        }

        try
        {
            var template = ParsedOnce(text.Text);
            var run = TakeRun(context);
            var rendered = template.Render(new RenderParameters(CultureInfo.InvariantCulture) { Context = run });
            spareRun = run;
            return rendered;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw TemplateMistake.Of(text, e);
        }
    }

    /// <summary>Whether a bare condition holds; a null one does.</summary>
    /// <exception cref="InvalidInputException">As <see cref="Render"/>.</exception>
    public static bool Holds(TemplateText? condition, Hash context)
        => condition is not { } text || Render(text with { Text = $"{{% if {text.Text} %}}true{{% endif %}}" }, context).Length > 0;

    /// <summary>Parses templates in the background.</summary>
    /// <remarks>The library takes some 0.2 s to start; this has it started by the time that the templates are rendered.</remarks>
    public static void Prepare(IReadOnlyCollection<string> templates) => _ = Task.Run(() =>
    {
        foreach (var template in templates)
        {
            ParsedOnce(template);
        }

        return Render(new TemplateText("{% for i in (1..2) %}{% if i > 1 %}{{ i | percent: 50 }}{% endif %}{% endfor %}", "", 1), []);
    });

    private static Context TakeRun(Hash context)
    {
        var run = spareRun ?? NewRun();
        spareRun = null;
        run.Environments.Clear();
        run.Environments.Add(context);
        run.Registers.Clear();
        run.Scopes.Clear();
        run.Scopes.Add([]);
        return run;
    }

    // A context of our own, as the library forgets the filters of a thread-safe template that are given any other way.
    private static Context NewRun()
    {
        var run = new Context([], [], [], ErrorsOutputMode.Rethrow, MaximumTurns, CultureInfo.InvariantCulture, CancellationToken.None)
        {
            SyntaxCompatibilityLevel = Syntax,
        };
        run.AddFilters(typeof(TemplateFilters));
        return run;
    }

    private static Template ParsedOnce(string text)
    {
        if (Parsed.TryGetValue(text, out var template))
        {
            return template;
        }

        if (Parsed.Count >= CacheSize)
        {
            Parsed.Clear();
        }

        template = Template.Parse(text, Syntax);
        template.MakeThreadSafe();
        return Parsed.GetOrAdd(text, template);
    }
}
