using FireCamp.Shell.Tests.Support;

namespace FireCamp.Shell.Tests.MiniPester;

public sealed class MiniPesterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Invoke_PassingTests_EndsWithTheNumbersAndZero()
    {
        var result = await RunAsync(
            "Describe 'A' { It 'one' { 1 | Should -Be 1 }; It 'two' -Skip { throw 'x' } }", "-Output Detailed");

        Assert.Equal(0, result.ExitCode);
        Assert.Equal("Tests Passed: 1, Failed: 0, Skipped: 1", result.Lines[^1]);
        Assert.Contains(result.Lines, line => line.TrimStart().StartsWith("[+] one ", StringComparison.Ordinal));
        Assert.Contains("[!] two is skipped, because marked -Skip", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invoke_FailingTest_NamesPlaceMessageAndReason()
    {
        var result = await RunAsync("Describe 'A' {\n  It 'one' {\n    1 | Should -Be 2 -Because 'of it'\n  }\n}");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("[-] A.one", result.Output, StringComparison.Ordinal);
        Assert.Contains("Expected 2, because of it, but got 1.", result.Output, StringComparison.Ordinal);
        Assert.Contains("Sample.Tests.ps1:3", result.Output, StringComparison.Ordinal);
        Assert.Equal("Tests Passed: 0, Failed: 1, Skipped: 0", result.Lines[^1]);
    }

    [Theory]
    [InlineData("Describe 'A' { BeforeAll { throw 'no' }; It 'one' { }; It 'two' { } }", 0, 2, 0)]
    [InlineData("Describe 'A' { AfterAll { throw 'no' }; It 'one' { } }", 1, 1, 0)]
    [InlineData("Describe 'A' { BeforeEach { throw 'no' }; It 'one' { } }", 0, 1, 0)]
    [InlineData("Describe 'A' { AfterEach { throw 'no' }; It 'one' { } }", 0, 1, 0)]
    [InlineData("Describe 'A' { It 'one' { Set-ItResult -Skipped -Because 'x' } }", 0, 0, 1)]
    [InlineData("Describe 'A' -Skip { BeforeAll { throw 'no' }; It 'one' { } }", 0, 0, 1)]
    [InlineData("Describe 'A' { It 'one' { throw } ", 0, 1, 0)]
    [InlineData("Describe 'A' { It 'one' -ForEach @() { } }", 0, 1, 0)]
    [InlineData("throw 'top'", 0, 1, 0)]
    public async Task Invoke_WhateverGoesWrong_IsCounted(string tests, int passed, int failed, int skipped)
    {
        var result = await RunAsync(tests);

        Assert.Equal($"Tests Passed: {passed}, Failed: {failed}, Skipped: {skipped}", result.Lines[^1]);
        Assert.Equal(failed > 0 ? 1 : 0, Math.Min(result.ExitCode, 1));
    }

    [Fact]
    public async Task Invoke_NoTestAtAll_IsAFailure() => Assert.Equal(1, (await RunAsync("'nothing'")).ExitCode);

    [Theory]
    [InlineData("-TagFilter slow", "A.one")]
    [InlineData("-ExcludeTagFilter slow", "A.B.two|A.B.three")]
    [InlineData("-FullNameFilter 'A.B.*'", "A.B.two|A.B.three")]
    [InlineData("-FullNameFilter '*three'", "A.B.three")]
    public async Task Invoke_WithAFilter_RunsWhatItSelects(string filter, string expected)
    {
        const string Tests = "Describe 'A' { It 'one' -Tag slow { }; Context 'B' { It 'two' { }; It 'three' { } } }";

        var result = await RunAsync(
            Tests, $"{filter} -Output None -PassThru | % {{ $_.Tests.ExpandedPath -join '|' }}");

        Assert.Equal(expected, result.Lines[^1]);
    }

    [Fact]
    public async Task Invoke_ScopesAndSteps_AreThoseOfPester()
    {
        const string Tests = """
            BeforeDiscovery { $cases = @{ Name = 'x'; Value = 1 }, @{ Name = 'y'; Value = 2 } }
            BeforeAll { $log = [System.Collections.Generic.List[string]]::new(); function Get-Two { 2 } }
            Describe 'Scopes' {
                BeforeAll { $log.Add('all'); $shared = 1 }
                BeforeEach { $log.Add('each') }
                AfterEach { $log.Add('after') }
                It 'sees what is around' { $shared | Should -Be 1; Get-Two | Should -Be 2; $local = 5 }
                It 'does not see another test' { $local | Should -BeNullOrEmpty; $cases | Should -Be $null }
                It 'runs the steps in order' { $log -join ',' | Should -Be 'all,each,after,each,after,each' }
                It 'knows <name> as <_.Value>' -ForEach $cases { $Name | Should -BeIn 'x', 'y'; $_.Value | Should -Be $Value }
                It 'binds <Name>' -TestCases $cases { param($Value, $Name) $Name.Length * $Value | Should -Be $Value }
                It 'knows where it is' { $PSScriptRoot | Should -Be (Split-Path $PSCommandPath) }
                Context 'for <_>' -ForEach 'p', 'q' { It 'is <_>' { $_ | Should -BeLike '[pq]' } }
            }
            """;

        var result = await RunAsync(Tests, "-Output Detailed");

        Assert.Equal("Tests Passed: 10, Failed: 0, Skipped: 0", result.Lines[^1]);
        Assert.Contains("knows x as 1", result.Output, StringComparison.Ordinal);
        Assert.Contains("is q", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_EveryOperator_HoldsAndFailsAsItShould()
    {
        string[] holding =
        [
            "'A' | Should -Be 'a'", "'A' | Should -Not -BeExactly 'a'", "1, 2 | Should -Be 1, 2", "1, 2 | Should -Not -Be 2, 1",
            "$true | Should -BeTrue", "0 | Should -BeFalse", "'' | Should -BeNullOrEmpty", "@() | Should -BeNullOrEmpty",
            "@{} | Should -BeNullOrEmpty", "0 | Should -Not -BeNullOrEmpty", "'abc' | Should -Match 'B'",
            "'abc' | Should -Not -MatchExactly 'B'", "'abc' | Should -BeLike 'A*'", "'abc' | Should -Not -BeLikeExactly 'A*'",
            "1, 2 | Should -HaveCount 2", "$null | Should -HaveCount 0", "@{ a = 1 } | Should -HaveCount 1", "1, 2 | Should -Contain 2",
            "1 | Should -Not -BeIn 2, 3", "3 | Should -BeGreaterThan 2", "3 | Should -BeGreaterOrEqual 3", "2 | Should -BeLessThan 3",
            "2 | Should -BeLessOrEqual 2", "1 | Should -BeOfType int", "1 | Should -BeOfType [int]", "'x' | Should -Not -BeOfType ([int])",
            "'/' | Should -Exist", "'/nope' | Should -Not -Exist", "{ throw 'ab' } | Should -Throw", "{ throw 'ab' } | Should -Throw 'a*'",
            "{ throw 'ab' } | Should -Throw -ExpectedMessage '*b'", "{ 1 } | Should -Not -Throw",
            "{ Get-Item /nope -ErrorAction Stop } | Should -Throw -ErrorId 'PathNotFound,*'",
            "{ [int]::Parse('x') } | Should -Throw -ExceptionType ([System.Management.Automation.MethodInvocationException])",
            "({ throw 'ab' } | Should -Throw -PassThru).Exception.Message | Should -Be 'ab'",
        ];
        string[] failing =
        [
            "1 | Should -Be 2", "1 | Should -Not -Be 1", "$null | Should -BeTrue", "'a' | Should -BeNullOrEmpty", "1 | Should -HaveCount 2",
            "1 | Should -Contain 2", "{ 1 } | Should -Throw", "{ throw 'x' } | Should -Throw 'y'", "{ throw 'x' } | Should -Not -Throw",
            "2 | Should -BeGreaterThan 2", "'x' | Should -BeOfType int", "'/nope' | Should -Exist", "1 | Should", "1 | Should -Be 1 -Match 1",
        ];
        var tests = holding.Select(
            (line, i) => $"It 'h{i}' {{ {line} }}").Concat(failing.Select((line, i) => $"It 'f{i}' {{ {line} }}"));

        var result = await RunAsync(
            $"Describe 'S' {{ {string.Join('\n', tests)} }}", "-Output None -PassThru | % { $_.Passed.Name -join ',' }");

        Assert.Equal(string.Join(',', holding.Select((_, i) => $"h{i}")), result.Lines[^1]);
    }

    private Task<ShellResult> RunAsync(string tests, string arguments = "")
    {
        var file = folder.Write("Sample.Tests.ps1", tests);
        var output = Path.GetFullPath(AppContext.BaseDirectory);
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(output));
        var module = Path.Combine(output, "..", "..", "FireCamp.MiniPester", configuration, "FireCamp.MiniPester.psd1");
        return ShellProcess.CommandAsync(
            $"Import-Module '{module}' -ErrorAction Stop; Invoke-Pester '{file}' -CI {arguments}");
    }
}
