using FireCamp.Shell.Tests.Support;

namespace FireCamp.Shell.Tests;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData("1+1", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("throw 'x'", 1)]
    [InlineData("Get-Item /does/not/exist", 1)]
    [InlineData("Get-Item /does/not/exist; 'fine'", 0)]
    [InlineData("sh -c 'exit 3'", 1)]
    [InlineData("sh -c 'exit 3'; exit $LASTEXITCODE", 3)]
    [InlineData("if (", 1)]
    public async Task Command_EndsInSomeWay_ExitCodeSaysSo(string command, int expected)
    {
        var result = await ShellProcess.CommandAsync(command);

        Assert.Equal(expected, result.ExitCode);
    }
}
