using FireCamp.Shell.Tests.Support;

namespace FireCamp.Shell.Tests.Shims;

/// <summary>JSON, CSV and formatted text; expected values are those of pwsh 7.6.</summary>
public sealed class TextFormatTests
{
    [Theory]
    [InlineData("@{ a = 1 } | ConvertTo-Json -Compress", """{"a":1}""")]
    [InlineData("1, 2 | ConvertTo-Json -Compress", "[1,2]")]
    [InlineData("ConvertTo-Json 1 -AsArray -Compress", "[1]")]
    [InlineData("ConvertTo-Json @() -Compress", "[]")]
    [InlineData("ConvertTo-Json $null", "null")]
    [InlineData(
        "[ordered]@{ d = 1.0; t = $true; n = $null; s = \"a`\"\\`n\" } | ConvertTo-Json -Compress",
        """{"d":1.0,"t":true,"n":null,"s":"a\"\\\n"}""")]
    [InlineData("[pscustomobject]@{ e = [DayOfWeek]::Friday } | ConvertTo-Json -Compress", """{"e":5}""")]
    [InlineData("[pscustomobject]@{ e = [DayOfWeek]::Friday } | ConvertTo-Json -Compress -EnumsAsStrings", """{"e":"Friday"}""")]
    [InlineData("[datetime]::new(2026, 1, 2, 3, 4, 5, [DateTimeKind]::Utc) | ConvertTo-Json -Compress", "\"2026-01-02T03:04:05Z\"")]
    [InlineData(
        "@{ a = @{ b = @{ c = @{ d = 1 } } } } | ConvertTo-Json -Compress -WarningAction Ignore",
        """{"a":{"b":{"c":"System.Collections.Hashtable"}}}""")]
    [InlineData("'é<' | ConvertTo-Json -EscapeHandling EscapeNonAscii", "\"\\u00e9<\"")]
    [InlineData("@{ a = 1 } | ConvertTo-Json", "{\n  \"a\": 1\n}")]
    [InlineData("('{\"a\":[1,2.5,\"x\",null,true]}' | ConvertFrom-Json).a.Count", "5")]
    [InlineData("('[1,2]' | ConvertFrom-Json).GetType().Name; ('1' | ConvertFrom-Json).GetType().Name", "Object[] Int64")]
    [InlineData("('{\"t\":\"2026-01-02T03:04:05Z\"}' | ConvertFrom-Json).t.GetType().Name", "DateTime")]
    [InlineData("('{\"a\":{\"b\":1}}' | ConvertFrom-Json -AsHashtable)['a']['b']", "1")]
    [InlineData("'{', '\"a\": 1', '}' | ConvertFrom-Json | % a", "1")]
    public void Json_EachForm_IsWhatPwshGives(string script, string expected) => Check(script, expected);

    [Theory]
    [InlineData("[pscustomobject]@{ a = 1; b = 'x,\"y' } | ConvertTo-Csv", "\"a\",\"b\" \"1\",\"x,\"\"y\"")]
    [InlineData("[pscustomobject]@{ a = 1; b = 'x y' } | ConvertTo-Csv -UseQuotes AsNeeded -Delimiter ';'", "a;b 1;x y")]
    [InlineData("[pscustomobject]@{ a = 1; b = $null } | ConvertTo-Csv -NoHeader", "\"1\",")]
    [InlineData("'a,b', '1,\"x, y\"' | ConvertFrom-Csv | % b", "x, y")]
    [InlineData("'1;2' | ConvertFrom-Csv -Delimiter ';' -Header p, q | % q", "2")]
    [InlineData("('a', \"`\"x`ny`\"\" | ConvertFrom-Csv).a", "x\ny")]
    public void Csv_EachForm_IsWhatPwshGives(string script, string expected) => Check(script, expected);

    [Theory]
    [InlineData("[pscustomobject]@{ Name = 'x'; Size = 5 } | Format-Table | Out-String -Width 40", "\nName Size\n---- ----\nx       5\n\n")]
    [InlineData("[pscustomobject]@{ Name = 'x'; Size = 5 } | Format-List | Out-String", "\nName : x\nSize : 5\n\n")]
    [InlineData("[pscustomobject]@{ Name = 'x' } | Format-Table @{ n = 'N'; e = { $_.Name * 2 } } -HideTableHeaders | Out-String", "\nxx\n\n")]
    [InlineData("1..3 | Out-String -NoNewline", "123")]
    [InlineData("(1..3 | Out-String -Stream).Count", "3")]
    [InlineData(
        "('a', 'b' | % { [pscustomobject]@{ Name = $_ } } | Format-Wide Name -Column 2 | Out-String -Width 40).Trim() -replace ' +', ' '",
        "a b")]
    [InlineData("([pscustomobject]@{ Name = 'x' } | Format-Custom | Out-String).Contains('Name = x')", "True")]
    public void Formatting_EachCmdlet_WritesWhatPwshDoes(string script, string expected) =>
        Check($"$PSStyle.OutputRendering = 'PlainText'; {script}", expected);

    private static void Check(string script, string expected)
    {
        using var session = new ShimSession();

        Assert.Equal(expected, session.Text(script).ReplaceLineEndings("\n"));
    }
}
