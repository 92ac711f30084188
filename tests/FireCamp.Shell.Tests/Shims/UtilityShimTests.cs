using FireCamp.Shell.Tests.Support;

namespace FireCamp.Shell.Tests.Shims;

/// <summary>Expected values are those of pwsh 7.6.</summary>
public sealed class UtilityShimTests
{
    [Theory]
    [InlineData("1..5 | Select-Object -First 2", "1 2")]
    [InlineData("1..5 | Select-Object -Last 2", "4 5")]
    [InlineData("1..5 | Select-Object -Skip 3", "4 5")]
    [InlineData("1..5 | Select-Object -SkipLast 3", "1 2")]
    [InlineData("1..5 | Select-Object -Index 0, 4", "1 5")]
    [InlineData("1..5 | Select-Object -First 1 -Last 1", "1 5")]
    [InlineData("1..5 | Select-Object -Skip 1 -First 2", "2 3")]
    [InlineData("1..5 | Select-Object -Last 2 -Skip 1", "3 4")]
    [InlineData("1, 2, 1, 3 | Select-Object -Unique", "1 2 3")]
    [InlineData("'a', 'A' | Select-Object -Unique", "a A")]
    [InlineData("$n = 0; 1..9 | % { $script:n++; $_ } | Select-Object -First 2 | Out-Null; $n", "2")]
    [InlineData("[pscustomobject]@{ a = 1; b = 2 } | Select-Object b", "@{b=2}")]
    [InlineData("[pscustomobject]@{ a = 1; b = 2 } | Select-Object @{ n = 'x'; e = { $_.a + 1 } }, c", "@{x=2; c=}")]
    [InlineData("[pscustomobject]@{ a = 1; b = 2 } | Select-Object * -ExcludeProperty a", "@{b=2}")]
    [InlineData("[pscustomobject]@{ a = 1; b = 2 } | Select-Object -ExcludeProperty a", "@{b=2}")]
    [InlineData("[pscustomobject]@{ a = 1, 2 } | Select-Object -ExpandProperty a", "1 2")]
    [InlineData("(1 | Select-Object x).PSTypeNames[0]", "Selected.System.Int32")]
    public void SelectObject_EachParameter_ReturnsWhatPwshDoes(string script, string expected) =>
        Check(script, expected);

    [Theory]
    [InlineData("3, 1, 2 | Sort-Object", "1 2 3")]
    [InlineData("3, 1, 2 | Sort-Object -Descending", "3 2 1")]
    [InlineData("'b', 'a', 'B' | Sort-Object -Unique", "a b")]
    [InlineData("'10', 9, '8' | Sort-Object { [int]$_ }", "8 9 10")]
    [InlineData("@{ n = 'x'; v = 1 }, @{ n = 'y'; v = 2 } | Sort-Object v -Descending | % { $_.n }", "y x")]
    [InlineData("1..4 | Sort-Object { $_ % 2 }, @{ e = { $_ }; Descending = $true }", "4 2 3 1")]
    [InlineData("5, 3, 9 | Sort-Object -Top 1", "3")]
    [InlineData("5, 3, 9 | Sort-Object -Bottom 1", "9")]
    public void SortObject_EachParameter_ReturnsWhatPwshDoes(string script, string expected) => Check(script, expected);

    [Theory]
    [InlineData("'a', 'b', 'A' | Group-Object | % { \"$($_.Name)=$($_.Count)\" }", "a=2 b=1")]
    [InlineData("(1..6 | Group-Object { $_ % 3 } -AsHashTable)[0] -join ','", "3,6")]
    [InlineData("(1..4 | Group-Object { $_ % 2 -eq 0 } -AsHashTable -AsString)['True'] -join ','", "2,4")]
    [InlineData("(1..6 | Group-Object { $_ % 3 } -NoElement).Count", "3")]
    [InlineData("(1..4 | Measure-Object).Count", "4")]
    [InlineData("$m = 1..4 | Measure-Object -Sum -Average -Minimum -Maximum; $m.Sum, $m.Average, $m.Minimum, $m.Maximum", "10 2.5 1 4")]
    [InlineData("('a b', 'c' | Measure-Object -Word).Words", "3")]
    [InlineData("([pscustomobject]@{ x = 2 }, [pscustomobject]@{ x = 5 } | Measure-Object x -Sum).Sum", "7")]
    [InlineData("Compare-Object 1, 2, 3 2, 3, 4 | % { \"$($_.InputObject)$($_.SideIndicator)\" }", "4=> 1<=")]
    [InlineData("Compare-Object 1, 2 2 -IncludeEqual -ExcludeDifferent | % InputObject", "2")]
    [InlineData("1, 1, 2, 1 | Get-Unique", "1 2 1")]
    public void Grouping_EachParameter_ReturnsWhatPwshDoes(string script, string expected) => Check(script, expected);

    [Theory]
    [InlineData("('abc' | Get-Member -MemberType Property).Name", "Length")]
    [InlineData("[int] | Get-Member -Static MaxValue | % MemberType", "Property")]
    [InlineData("(New-Object System.Text.StringBuilder 'x').ToString()", "x")]
    [InlineData("(New-Object System.Collections.Generic.List[int]).Count", "0")]
    [InlineData("(New-Object PSObject -Property @{ a = 1 }).a", "1")]
    [InlineData("$o = [pscustomobject]@{ a = 1 }; $o | Add-Member b 2; $o.b", "2")]
    [InlineData("$o = 1 | Add-Member -MemberType ScriptProperty -Name Twice -Value { $this * 2 } -PassThru; $o.Twice", "2")]
    [InlineData("$o = [pscustomobject]@{ a = 1 } | Add-Member -NotePropertyMembers @{ c = 3 } -PassThru; $o.c", "3")]
    [InlineData("('one', 'two' | Select-String 'W').Line", "two")]
    [InlineData("'x' | Select-String y -Quiet", "False")]
    [InlineData("(Select-String -Pattern 'a(.)' -InputObject 'abac' -AllMatches).Matches.Groups.Where({ $_.Name -eq '1' }).Value", "b c")]
    public void Objects_EachCmdlet_ReturnsWhatPwshDoes(string script, string expected) => Check(script, expected);

    [Theory]
    [InlineData("Set-Variable x 5; $x", "5")]
    [InlineData("1, 2 | Set-Variable x; $x.Count", "2")]
    [InlineData("function f { Set-Variable g 7 -Scope Global }; f; $g", "7")]
    [InlineData("function f { Set-Variable y 8 -Scope 1 }; f; $y", "8")]
    [InlineData("$a1 = 1; $a2 = 2; (Get-Variable a1, a2 -ValueOnly) -join ','", "1,2")]
    [InlineData("$q = 1; Remove-Variable q; $null -eq $q", "True")]
    [InlineData("$q = 1; Clear-Variable q; $null -eq $q", "True")]
    [InlineData("New-Variable c 1 -Option Constant; try { $c = 2 } catch { 'refused' }", "refused")]
    [InlineData("$v = 1; Invoke-Expression '$v = 2'; $v", "2")]
    [InlineData("1, 2 | Tee-Object -Variable t | Out-Null; $t.Count", "2")]
    public void Variables_EachCmdlet_ReturnsWhatPwshDoes(string script, string expected) => Check(script, expected);

    [Theory]
    [InlineData("Get-Date -Date '2026-02-03 04:05:06' -Format 'yyyy/MM/dd HH:mm'", "2026/02/03 04:05")]
    [InlineData("Get-Date -Date '2026-02-03' -UFormat '%Y-%m-%d %j'", "2026-02-03 034")]
    [InlineData("(Get-Date -Date '2026-02-03' -Hour 5 -Minute 6).ToString('HH:mm')", "05:06")]
    [InlineData("(Get-Date -UnixTimeSeconds 0 -AsUTC).ToString('s')", "1970-01-01T00:00:00")]
    [InlineData("(New-TimeSpan -Hours 2).TotalMinutes", "120")]
    [InlineData("(New-TimeSpan '2026-01-01' '2026-01-03').Days", "2")]
    [InlineData("Get-Random -Minimum 3 -Maximum 4", "3")]
    [InlineData("(1..5 | Get-Random -Count 3).Count", "3")]
    [InlineData("(Measure-Command { $script:m = 1 }).GetType().Name, $m", "TimeSpan 1")]
    [InlineData("$m = 0; (1..3 | Measure-Command { $m += $_ }).GetType().Name, $m", "TimeSpan 6")]
    [InlineData("try { $null = Measure-Command { Write-Error 'seen' -ErrorAction Stop } } catch { \"$_\" }", "seen")]
    [InlineData("[bool](New-Guid)", "True")]
    [InlineData("(ConvertTo-SecureString 's3' -AsPlainText -Force | ConvertFrom-SecureString -AsPlainText)", "s3")]
    [InlineData("(Add-Type -AssemblyName System.Net.Http -PassThru | Select-Object -First 1).Assembly.GetName().Name", "System.Net.Http")]
    public void Values_EachCmdlet_ReturnsWhatPwshDoes(string script, string expected) => Check(script, expected);

    [Theory]
    [InlineData("Write-Error 'x' -ErrorId My", "My")]
    [InlineData("Write-Error 'x'", "Microsoft.PowerShell.Commands.WriteErrorException")]
    [InlineData("Get-Variable nothere", "VariableNotFound,Microsoft.PowerShell.Commands.GetVariableCommand")]
    [InlineData("New-Object No.Such.Type", "TypeNotFound,Microsoft.PowerShell.Commands.NewObjectCommand")]
    [InlineData("1 | Select-Object -ExpandProperty nope", "ExpandPropertyNotFound,Microsoft.PowerShell.Commands.SelectObjectCommand")]
    [InlineData("'{' | ConvertFrom-Json", "System.ArgumentException,Microsoft.PowerShell.Commands.ConvertFromJsonCommand")]
    public void Errors_EachCmdlet_HasTheIdThatPwshGives(string script, string expected)
    {
        using var session = new ShimSession();

        Assert.Equal(expected, session.ErrorId(script));
    }

    private static void Check(string script, string expected)
    {
        using var session = new ShimSession();

        Assert.Equal(expected, session.Text(script));
    }
}
