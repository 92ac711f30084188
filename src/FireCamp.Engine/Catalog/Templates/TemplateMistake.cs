using System.Reflection;
using DotLiquid.Exceptions;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog.Templates;

/// <summary>Turns what the template library throws into a mistake with file and line.</summary>
/// <remarks>The library keeps no lines, so the line is found by looking for what the error is about.</remarks>
internal static class TemplateMistake
{
    public static InvalidInputException Of(TemplateText text, Exception error)
    {
        var cause = error is TargetInvocationException or { InnerException: MarkupException or UnknownNameException }
            ? error.InnerException ?? error
            : error;
        var (line, message) = cause switch
        {
            UnknownNameException unknown => (LineOf(text, unknown.Path.Split('.')[^1]), unknown.Message),
            FilterNotFoundException filter => (LineOf(text, filter.Message), $"unknown filter '{filter.Message}'."),
            MarkupException markup => (LineOf(text, ""), markup.Message),
            _ => FirstOf(text) ?? (text.Line, $"the text can't be rendered: {cause.Message}"),
        };
        return new InvalidInputException("CatalogInvalid", "The catalog", [new Mistake($"{text.File}:{line}", message)]);
    }

    /// <summary>The first mistake in the text that can be seen without its context.</summary>
    private static (int Line, string Message)? FirstOf(TemplateText text)
    {
        (int Line, string Message)? first = null;
        TemplateChecker.Check(text.Text, text.Line, NameTree.Anything, (line, message) => first ??= (line, message));
        return first;
    }

    private static int LineOf(TemplateText text, string lookFor)
    {
        try
        {
            var tags = TemplateScanner.Scan(text.Text, text.Line);
            var tag = lookFor.Length == 0 ? null : tags.FirstOrDefault(t => Mentions(t.Markup, lookFor));
            return tag?.Line ?? text.Line;
        }
        catch (MarkupException e)
        {
            return e.Line;
        }
    }

    private static bool Mentions(string markup, string word)
    {
        for (var at = markup.IndexOf(word, StringComparison.Ordinal); at >= 0; at = markup.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if ((at == 0 || !IsPart(markup[at - 1])) && (end == markup.Length || !IsPart(markup[end])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPart(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-';
}
