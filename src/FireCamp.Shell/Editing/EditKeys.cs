namespace FireCamp.Shell.Editing;

/// <summary>The keys that change the text or move in it; those of Emacs and of the usual keyboards.</summary>
internal static class EditKeys
{
    private static readonly Dictionary<(ConsoleKey Key, ConsoleModifiers Modifiers), Action<EditBuffer>> Keys = new()
    {
        [(ConsoleKey.LeftArrow, 0)] = buffer => buffer.Left(),
        [(ConsoleKey.B, ConsoleModifiers.Control)] = buffer => buffer.Left(),
        [(ConsoleKey.RightArrow, 0)] = buffer => buffer.Right(),
        [(ConsoleKey.F, ConsoleModifiers.Control)] = buffer => buffer.Right(),
        [(ConsoleKey.LeftArrow, ConsoleModifiers.Control)] = buffer => buffer.WordLeft(),
        [(ConsoleKey.B, ConsoleModifiers.Alt)] = buffer => buffer.WordLeft(),
        [(ConsoleKey.RightArrow, ConsoleModifiers.Control)] = buffer => buffer.WordRight(),
        [(ConsoleKey.F, ConsoleModifiers.Alt)] = buffer => buffer.WordRight(),
        [(ConsoleKey.Home, 0)] = buffer => buffer.LineStart(),
        [(ConsoleKey.A, ConsoleModifiers.Control)] = buffer => buffer.LineStart(),
        [(ConsoleKey.End, 0)] = buffer => buffer.LineEnd(),
        [(ConsoleKey.E, ConsoleModifiers.Control)] = buffer => buffer.LineEnd(),
        [(ConsoleKey.Backspace, 0)] = buffer => buffer.DeleteBack(),
        [(ConsoleKey.H, ConsoleModifiers.Control)] = buffer => buffer.DeleteBack(),
        [(ConsoleKey.Delete, 0)] = buffer => buffer.DeleteForward(),
        [(ConsoleKey.D, ConsoleModifiers.Control)] = buffer => buffer.DeleteForward(),
        [(ConsoleKey.Backspace, ConsoleModifiers.Control)] = buffer => buffer.DeleteWordBack(),
        [(ConsoleKey.Backspace, ConsoleModifiers.Alt)] = buffer => buffer.DeleteWordBack(),
        [(ConsoleKey.W, ConsoleModifiers.Control)] = buffer => buffer.DeleteWordBack(),
        [(ConsoleKey.D, ConsoleModifiers.Alt)] = buffer => buffer.DeleteWordForward(),
        [(ConsoleKey.Delete, ConsoleModifiers.Control)] = buffer => buffer.DeleteWordForward(),
        [(ConsoleKey.K, ConsoleModifiers.Control)] = buffer => buffer.DeleteToEnd(),
        [(ConsoleKey.U, ConsoleModifiers.Control)] = buffer => buffer.DeleteToStart(),
        [(ConsoleKey.Escape, 0)] = buffer => buffer.Set(string.Empty),
    };

    public static Action<EditBuffer>? Find(ConsoleKeyInfo key) => Keys.GetValueOrDefault((key.Key, key.Modifiers));
}
