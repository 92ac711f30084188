using FireCamp.Shell.Editing;

namespace FireCamp.Shell.Tests.Support;

/// <summary>A terminal whose keys are given beforehand and whose screen can be looked at.</summary>
internal sealed class ScriptedTerminal(int width = 80) : IEditorTerminal
{
    private readonly Queue<ConsoleKeyInfo> keys = new();
    private readonly Screen screen = new(width);

    public int Width => width;

    /// <summary>The rows as a person sees them, without trailing blanks.</summary>
    public IReadOnlyList<string> Rows => screen.Rows;

    public (int Row, int Column) Cursor => screen.Cursor;

    public ScriptedTerminal Type(string text)
    {
        foreach (var character in text)
        {
            keys.Enqueue(character == '\n'
                ? new ConsoleKeyInfo('\r', ConsoleKey.Enter, false, false, false)
                : new ConsoleKeyInfo(character, ConsoleKey.None, false, false, false));
        }

        return this;
    }

    public ScriptedTerminal Press(ConsoleKey key, ConsoleModifiers modifiers = 0, int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            keys.Enqueue(new ConsoleKeyInfo(
                key == ConsoleKey.Tab ? '\t' : '\0', key, modifiers.HasFlag(ConsoleModifiers.Shift),
                modifiers.HasFlag(ConsoleModifiers.Alt), modifiers.HasFlag(ConsoleModifiers.Control)));
        }

        return this;
    }

    public ConsoleKeyInfo ReadKey() => keys.TryDequeue(out var key)
        ? key
        : throw new InvalidOperationException("The editor waits for a key that the test doesn't press.");

    public void Write(string text) => screen.Write(text);
}
