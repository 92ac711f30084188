namespace FireCamp.Shell.Editing;

/// <summary>What the line editor needs of a terminal.</summary>
internal interface IEditorTerminal
{
    /// <summary>The cells of a row.</summary>
    int Width { get; }

    /// <summary>Waits for a key; Ctrl-C is a key like any other.</summary>
    ConsoleKeyInfo ReadKey();

    void Write(string text);
}
