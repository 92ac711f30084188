using System.Management.Automation.Host;

namespace FireCamp.Shell.Host;

/// <summary>
/// The terminal's size and keys. A Unix terminal can't be read back, so buffer contents are not available.
/// </summary>
internal sealed class ShellRawUserInterface(Terminal terminal) : PSHostRawUserInterface
{
    // Colours that mean "the terminal's own", as pwsh uses on Unix.
    public override ConsoleColor ForegroundColor { get; set; } = (ConsoleColor)(-1);

    public override ConsoleColor BackgroundColor { get; set; } = (ConsoleColor)(-1);

    public override Size BufferSize
    {
        get => new(terminal.Width, terminal.Height);
        set => throw Unsupported();
    }

    public override Size WindowSize
    {
        get => BufferSize;
        set => throw Unsupported();
    }

    public override Size MaxPhysicalWindowSize => BufferSize;

    public override Size MaxWindowSize => BufferSize;

    public override Coordinates WindowPosition { get; set; }

    public override int CursorSize { get; set; } = 25;

    public override Coordinates CursorPosition
    {
        get => terminal.IsInteractive ? new(Console.CursorLeft, Console.CursorTop) : default;
        set => terminal.Write($"\e[{value.Y + 1};{value.X + 1}H");
    }

    public override bool KeyAvailable => terminal.IsInteractive && Console.KeyAvailable;

    public override string WindowTitle
    {
        get => string.Empty;
        set
        {
            if (terminal.OutputHasColors)
            {
                terminal.Write($"\e]0;{value}\a");
            }
        }
    }

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        var key = Console.ReadKey(intercept: (options & ReadKeyOptions.NoEcho) != 0);
        return new KeyInfo((int)key.Key, key.KeyChar, ControlKeys(key.Modifiers), keyDown: true);
    }

    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
        {
            Console.ReadKey(intercept: true);
        }
    }

    // Clear-Host fills the whole buffer with blanks.
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill) => terminal.Write("\e[2J\e[H");

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw Unsupported();

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw Unsupported();

    public override void ScrollBufferContents(
        Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw Unsupported();

    private static ControlKeyStates ControlKeys(ConsoleModifiers modifiers) =>
        (modifiers.HasFlag(ConsoleModifiers.Shift) ? ControlKeyStates.ShiftPressed : 0)
        | (modifiers.HasFlag(ConsoleModifiers.Alt) ? ControlKeyStates.LeftAltPressed : 0)
        | (modifiers.HasFlag(ConsoleModifiers.Control) ? ControlKeyStates.LeftCtrlPressed : 0);

    private static NotSupportedException Unsupported() =>
        new("A terminal's buffer can't be read or resized by a program.");
}
