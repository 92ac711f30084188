using FireCamp.Shell.Tests.Support;

namespace FireCamp.Shell.Tests.Shims;

public sealed class ManagementShimTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ShimSession session = new();

    public ManagementShimTests() => session.Run($"Set-Location '{folder.Path}'");

    public void Dispose()
    {
        session.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("Set-Content f 'a', 'b'; (Get-Content f) -join ','", "a,b")]
    [InlineData("Set-Content f 'a'; Add-Content f 'b'; (Get-Content f).Count", "2")]
    [InlineData("'x', 'y' | Set-Content f; Get-Content f -Raw", "x\ny\n")]
    [InlineData("1..9 | Set-Content f; (Get-Content f -Tail 2) -join ','", "8,9")]
    [InlineData("1..9 | Set-Content f; (Get-Content f -TotalCount 2) -join ','", "1,2")]
    [InlineData("1..4 | Set-Content f; (Get-Content f -ReadCount 0).Count", "4")]
    [InlineData("Set-Content f 'long text'; Set-Content f 'x'; Get-Content f", "x")]
    [InlineData("Set-Content f 'x'; Clear-Content f; (Get-Item f).Length", "0")]
    [InlineData("'a' > f; 'b' >> f; (Get-Content f) -join ','", "a,b")]
    [InlineData("'a' | Out-File f -NoNewline; Get-Content f -Raw", "a")]
    [InlineData("'a' | Out-File f -Encoding utf8BOM; (Get-Content f -AsByteStream)[0]", "239")]
    [InlineData("[pscustomobject]@{ a = 1 } | Export-Csv f; (Import-Csv f).a", "1")]
    [InlineData("'x' | Tee-Object f; Get-Content f", "x x")]
    [InlineData("Set-Content d.psd1 '@{ a = 1; b = @(2, 3) }'; (Import-PowerShellDataFile d.psd1).b[1]", "3")]
    public void Content_EachCmdlet_ReturnsWhatPwshDoes(string script, string expected) => Check(script, expected);

    [Theory]
    [InlineData("(New-Item d -ItemType Directory).Name; Test-Path d; Test-Path d -PathType Leaf", "d True False")]
    [InlineData("$null = New-Item a/b/c -ItemType Directory -Force; (Get-ChildItem -Recurse -Directory).Name -join ','", "a,b,c")]
    [InlineData("'1' > x.txt; '2' > y.log; (Get-ChildItem -Filter *.txt).Name", "x.txt")]
    [InlineData("'1' > x.txt; '2' > y.log; (Get-ChildItem -Exclude *.txt).Name", "y.log")]
    [InlineData("'1' > x.txt; $null = mkdir d; (Get-ChildItem -File).Name; Get-ChildItem -Name", "x.txt d x.txt")]
    [InlineData("'1' > x; Copy-Item x y; Get-Content y", "1")]
    [InlineData("'1' > x; Move-Item x y; Test-Path x, y", "False True")]
    [InlineData("'1' > x; Rename-Item x z; Test-Path x, z", "False True")]
    [InlineData("'1' > x; Remove-Item x; Test-Path x", "False")]
    [InlineData("$null = New-Item d/e -ItemType Directory -Force; Remove-Item d -Recurse -Force; Test-Path d", "False")]
    [InlineData("'1' > x; Remove-Item x -WhatIf; Test-Path x", "True")]
    [InlineData("Join-Path a b c", "a/b/c")]
    [InlineData("Split-Path /x/y.txt; Split-Path /x/y.txt -Leaf; Split-Path /x/y.txt -LeafBase; Split-Path /x/y.txt -Extension", "/x y.txt y .txt")]
    [InlineData("'1' > x; (Resolve-Path x -Relative)", "./x")]
    [InlineData("$here = $PWD.Path; Push-Location /; (Get-Location).Path; Pop-Location; $PWD.Path -eq $here", "/ True")]
    [InlineData("Convert-Path / ", "/")]
    [InlineData("Test-Path $null -ErrorAction Ignore; Test-Path ''; Test-Path nope/nope", "False False")]
    [InlineData("$env:FC_X = 'v'; (Get-Item env:FC_X).Value; Test-Path env:FC_X; Remove-Item env:FC_X; Test-Path env:FC_X", "v True False")]
    [InlineData("(Get-PSDrive Env).Provider.Name", "Environment")]
    [InlineData("(Get-Process -Id $PID).Id -eq $PID", "True")]
    [InlineData("$p = Start-Process sleep 100 -PassThru; $p | Stop-Process -Force; $p.WaitForExit(5000)", "True")]
    [InlineData("$p = Start-Process sh '-c \"echo out\"' -Wait -PassThru -RedirectStandardOutput o; $p.ExitCode; Get-Content o", "0 out")]
    public void Items_EachCmdlet_ReturnsWhatPwshDoes(string script, string expected) => Check(script, expected);

    [Theory]
    [InlineData("Get-Content nope", "PathNotFound,Microsoft.PowerShell.Commands.GetContentCommand")]
    [InlineData("Get-Item nope", "PathNotFound,Microsoft.PowerShell.Commands.GetItemCommand")]
    [InlineData("Get-ChildItem nope", "PathNotFound,Microsoft.PowerShell.Commands.GetChildItemCommand")]
    [InlineData("Set-Location nope", "PathNotFound,Microsoft.PowerShell.Commands.SetLocationCommand")]
    [InlineData("$null = mkdir d; New-Item d -ItemType Directory", "DirectoryExist,Microsoft.PowerShell.Commands.NewItemCommand")]
    [InlineData("Get-Process -Id 999999", "NoProcessFoundForGivenId,Microsoft.PowerShell.Commands.GetProcessCommand")]
    [InlineData("'a' > f; 'b' | Out-File f -NoClobber", "NoClobber,Microsoft.PowerShell.Commands.OutFileCommand")]
    [InlineData("'a' > /no/such/folder/f", "FileOpenFailure,Microsoft.PowerShell.Commands.OutFileCommand")]
    public void Errors_EachCmdlet_HasTheIdThatPwshGives(string script, string expected) =>
        Assert.Equal(expected, session.ErrorId(script));

    private void Check(string script, string expected) =>
        Assert.Equal(expected, session.Text(script).ReplaceLineEndings("\n"));
}
