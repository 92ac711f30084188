using System.Text;
using FireCamp.Shell.Progress;

namespace FireCamp.Shell.Host;

/// <summary>The process's three standard streams and what can be done with each.</summary>
internal sealed class Terminal : IDisposable
{
    // What a table may fill when nobody's window limits it.
    private const int RedirectedWidth = 120;
    private const int RedirectedHeight = 50;

    private readonly bool colors;
    private readonly TextWriter output;
    private readonly TextWriter error;

    private Terminal(bool interactive)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput(), utf8) { AutoFlush = true });
        error = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true });
        OutputIsTerminal = !Console.IsOutputRedirected;
        ErrorIsTerminal = !Console.IsErrorRedirected;
        IsInteractive = interactive && !Console.IsInputRedirected && OutputIsTerminal;
        CanPrompt = interactive;
        colors = AllowsColors();
        Progress = new ProgressPane(error, ErrorIsTerminal && !IsDumb ? () => Width : null, TimeProvider.System);
    }

    // Such a terminal knows no escape sequences at all.
    private static bool IsDumb => Environment.GetEnvironmentVariable("TERM") is "dumb";

    public bool OutputIsTerminal { get; }

    public bool ErrorIsTerminal { get; }

    /// <summary>True when a person sits at both ends, so that line editing makes sense.</summary>
    public bool IsInteractive { get; }

    /// <summary>False after -NonInteractive: a question is then an error.</summary>
    public bool CanPrompt { get; }

    public ProgressPane Progress { get; }

    /// <summary>True when escape sequences may go to standard output.</summary>
    public bool OutputHasColors => colors && OutputIsTerminal;

    /// <summary>True when escape sequences may go to standard error.</summary>
    public bool ErrorHasColors => colors && ErrorIsTerminal;

    // A terminal that nobody told its size says 0.
    public int Width => OutputIsTerminal && Console.WindowWidth > 0 ? Console.WindowWidth : RedirectedWidth;

    public int Height => OutputIsTerminal && Console.WindowHeight > 0 ? Console.WindowHeight : RedirectedHeight;

    public static Terminal OfProcess(bool interactive) => new(interactive);

    public void Write(string text) => WriteTo(output, OutputIsTerminal, text);

    public void WriteError(string text) => WriteTo(error, ErrorIsTerminal, text);

    public void Dispose()
    {
        Progress.Clear();
        output.Dispose();
        error.Dispose();
    }

    private void WriteTo(TextWriter writer, bool toTerminal, string text)
    {
        if (toTerminal)
        {
            Progress.Around(text, writer.Write);
        }
        else
        {
            writer.Write(text);
        }
    }

    private static bool AllowsColors() =>
        string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")) && !IsDumb;
}
