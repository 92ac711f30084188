using FireCamp.Shell.Host;

namespace FireCamp.Shell.Editing;

/// <summary>The process's own terminal.</summary>
internal sealed class ConsoleEditorTerminal(Terminal terminal) : IEditorTerminal
{
    public int Width => terminal.Width;

    public ConsoleKeyInfo ReadKey() => Console.ReadKey(intercept: true);

    public void Write(string text) => terminal.Write(text);
}
