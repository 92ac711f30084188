using FireCamp.Shell.Editing;
using FireCamp.Shell.Tests.Support;

namespace FireCamp.Shell.Tests.Editing;

public sealed class HistoryFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Path => System.IO.Path.Combine(folder.Path, "state", "history");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Load_AfterAnotherSession_HasItsLines()
    {
        var first = new CommandHistory(new HistoryFile(Path));
        first.Add("Get-Date");
        first.Add("if (1) {\n  'a `\n b'\n}");

        var second = new CommandHistory(new HistoryFile(Path));

        Assert.Equal(first.Lines, second.Lines);
    }

    [Theory]
    [InlineData("ConvertTo-SecureString x -AsPlainText -Force")]
    [InlineData("$Password = 'x'")]
    [InlineData("New-Thing -ApiKey abc")]
    public void Add_WhatMayHoldASecret_StaysOutOfTheFile(string line)
    {
        var history = new CommandHistory(new HistoryFile(Path));

        history.Add(line);

        Assert.Equal([line], history.Lines);
        Assert.False(File.Exists(Path));
    }

    [Fact]
    public void Append_ToANewFile_IsReadableByTheUserAlone()
    {
        new HistoryFile(Path).Append("x");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
    }
}
