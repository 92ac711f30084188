using FireCamp.Shell.Editing;
using FireCamp.Shell.Tests.Support;

namespace FireCamp.Shell.Tests.Editing;

public sealed class LineEditorTests
{
    private readonly CommandHistory history = new(file: null);

    [Fact]
    public void Read_TextAndEnter_ReturnsTheText() =>
        Assert.Equal("Get-Date", Accept(new ScriptedTerminal().Type("Get-Date\n")));

    [Fact]
    public void Read_CursorKeys_EditInTheMiddle()
    {
        var terminal = new ScriptedTerminal().Type("bd").Press(ConsoleKey.LeftArrow).Type("c")
            .Press(ConsoleKey.Home).Type("a").Press(ConsoleKey.End).Type("e").Type("\n");

        Assert.Equal("abcde", Accept(terminal));
    }

    [Fact]
    public void Read_WordKeys_MoveAndDeleteWords()
    {
        var terminal = new ScriptedTerminal().Type("one two three")
            .Press(ConsoleKey.LeftArrow, ConsoleModifiers.Control, times: 2)
            .Press(ConsoleKey.W, ConsoleModifiers.Control)
            .Press(ConsoleKey.End).Press(ConsoleKey.Backspace, ConsoleModifiers.Control).Type("x\n");

        Assert.Equal("two x", Accept(terminal));
    }

    [Fact]
    public void Read_KillKeys_DeleteToTheEnds()
    {
        var terminal = new ScriptedTerminal().Type("abc").Press(ConsoleKey.LeftArrow)
            .Press(ConsoleKey.K, ConsoleModifiers.Control).Press(ConsoleKey.LeftArrow)
            .Press(ConsoleKey.U, ConsoleModifiers.Control).Type("\n");

        Assert.Equal("b", Accept(terminal));
    }

    [Fact]
    public void Read_BackspaceOverAnEmoji_DeletesAllOfIt()
    {
        var terminal = new ScriptedTerminal().Type("a😀").Press(ConsoleKey.Backspace).Type("b\n");

        Assert.Equal("ab", Accept(terminal));
    }

    [Fact]
    public void Read_UpAndDown_WalkTheHistory()
    {
        history.Add("first");
        history.Add("second");
        var terminal = new ScriptedTerminal().Type(
            "new").Press(ConsoleKey.UpArrow, times: 3).Press(ConsoleKey.DownArrow).Type("!\n");

        Assert.Equal("second!", Accept(terminal));
    }

    [Fact]
    public void Read_DownBeyondTheHistory_BringsBackWhatWasTyped()
    {
        history.Add("first");
        var terminal = new ScriptedTerminal().Type(
            "new").Press(ConsoleKey.UpArrow).Press(ConsoleKey.DownArrow).Type("\n");

        Assert.Equal("new", Accept(terminal));
    }

    [Fact]
    public void Read_CtrlR_FindsTheNewestAndThenOlderLines()
    {
        history.Add("Get-Item a");
        history.Add("Get-Date");
        history.Add("Get-Item b");
        var terminal = new ScriptedTerminal().Press(ConsoleKey.R, ConsoleModifiers.Control).Type("item")
            .Press(ConsoleKey.R, ConsoleModifiers.Control).Type("\n");

        Assert.Equal("Get-Item a", Accept(terminal));
    }

    [Fact]
    public void Read_Tab_CyclesThroughTheCompletions()
    {
        var terminal = new ScriptedTerminal().Type(
            "x fo").Press(ConsoleKey.Tab, times: 2).Press(ConsoleKey.Tab, ConsoleModifiers.Shift).Type("\n");

        Assert.Equal("x foo", Accept(terminal));
    }

    [Fact]
    public void Read_CtrlSpace_ListsTheCompletions()
    {
        var terminal = new ScriptedTerminal().Type(
            "x fo").Press(ConsoleKey.Spacebar, ConsoleModifiers.Control).Type("\n");

        Assert.Equal("x fo", Accept(terminal));
        Assert.Equal(["> x fo", "foo     forest", "> x fo", ""], terminal.Rows);
    }

    [Fact]
    public void Read_EnterInAnOpenBlock_AsksForMore()
    {
        var terminal = new ScriptedTerminal().Type("if (1) {\n2\n}\n");

        Assert.Equal("if (1) {\n2\n}", Accept(terminal));
        Assert.Equal(["> if (1) {", ">> 2", ">> }", ""], terminal.Rows);
    }

    [Fact]
    public void Read_CtrlC_GivesTheLineUp()
    {
        var terminal = new ScriptedTerminal().Type("abc").Press(ConsoleKey.C, ConsoleModifiers.Control);

        Assert.Equal(EditOutcome.Cancelled, Editor(terminal).Read("> ").Outcome);
        Assert.Equal(["> abc^C", ""], terminal.Rows);
    }

    [Fact]
    public void Read_CtrlDOnAnEmptyLine_EndsTheInput()
    {
        var terminal = new ScriptedTerminal().Press(ConsoleKey.D, ConsoleModifiers.Control);

        Assert.Equal(EditOutcome.EndOfInput, Editor(terminal).Read("> ").Outcome);
    }

    [Theory]
    [InlineData("12345678")]
    [InlineData("1234567890123456789")]
    public void Read_TextWiderThanTheScreen_WrapsAndStaysEditable(string text)
    {
        var terminal = new ScriptedTerminal(
            width: 10).Type(text).Press(ConsoleKey.Home).Type("_").Press(ConsoleKey.End).Type("!\n");

        var line = Accept(terminal);

        Assert.Equal($"_{text}!", line);
        Assert.Equal($"> _{text}!", string.Concat(terminal.Rows));
    }

    private string Accept(ScriptedTerminal terminal)
    {
        var (outcome, line) = Editor(terminal).Read("> ");
        Assert.Equal(EditOutcome.Accepted, outcome);
        return line;
    }

    private LineEditor Editor(ScriptedTerminal terminal) => new(terminal, new EditorServices(
        history,
        (text, cursor) => new CompletionSet(cursor - 2, 2, [new("foo", "foo"), new("forest", "forest")]),
        CommandText.IsIncomplete));
}
