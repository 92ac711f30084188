using System.Management.Automation;
using System.Text.RegularExpressions;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.Select, "String", DefaultParameterSetName = "File")]
[OutputType(typeof(MatchInfo), typeof(bool), typeof(string))]
public sealed class SelectStringCommand : PSCmdlet
{
    private Regex[] patterns = [];
    private int inputNumber;
    private bool found;

    [Parameter(Position = 0, Mandatory = true)]
    public string[] Pattern { get; set; } = [];

    [Parameter(ValueFromPipeline = true, Mandatory = true, ParameterSetName = "Object")]
    [AllowNull]
    [AllowEmptyString]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "File")]
    [Alias("FullName")]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralFile")]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    [Parameter]
    public SwitchParameter SimpleMatch { get; set; }

    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    [Parameter]
    public SwitchParameter Quiet { get; set; }

    [Parameter]
    public SwitchParameter Raw { get; set; }

    [Parameter]
    public SwitchParameter List { get; set; }

    [Parameter]
    public SwitchParameter NotMatch { get; set; }

    [Parameter]
    public SwitchParameter AllMatches { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int[] Context { get; set; } = [];

    private RegexOptions Options => CaseSensitive ? RegexOptions.None : RegexOptions.IgnoreCase;

    protected override void BeginProcessing() =>
        patterns = [.. Pattern.Select(text => new Regex(SimpleMatch ? Regex.Escape(text) : text, Options))];

    protected override void ProcessRecord()
    {
        if (ParameterSetName == "Object" && InputObject?.BaseObject is not FileInfo)
        {
            var line = InputObject?.ToString() ?? string.Empty;
            Search([line], "InputStream", ++inputNumber);
            return;
        }

        foreach (var file in Files())
        {
            try
            {
                Search(File.ReadAllLines(file), file, 1);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                WriteError(new ErrorRecord(error, "ProcessingFile", ErrorCategory.InvalidArgument, file));
            }
        }
    }

    protected override void EndProcessing()
    {
        if (Quiet && !found)
        {
            WriteObject(false);
        }
    }

    private IEnumerable<string> Files()
    {
        if (InputObject?.BaseObject is FileInfo file)
        {
            return [file.FullName];
        }

        return ParameterSetName == "LiteralFile"
            ? LiteralPath.Select(GetUnresolvedProviderPathFromPSPath)
            : Path.SelectMany(path => GetResolvedProviderPathFromPSPath(path, out _)).Where(File.Exists);
    }

    private void Search(string[] lines, string path, int firstNumber)
    {
        for (var i = 0; i < lines.Length && !(Quiet && found); i++)
        {
            if (Match(lines[i]) is not { } hit)
            {
                continue;
            }

            Write(lines, i, firstNumber, path, hit);
            if (List)
            {
                return;
            }
        }
    }

    private void Write(string[] lines, int index, int firstNumber, string path, (Regex Pattern, Match[] Matches) hit)
    {
        found = true;
        var line = lines[index];
        WriteObject(Quiet ? true : Raw ? line : new MatchInfo
        {
            IgnoreCase = !CaseSensitive,
            Line = line,
            LineNumber = index + firstNumber,
            Path = path,
            Pattern = Pattern[Array.IndexOf(patterns, hit.Pattern)],
            Matches = hit.Matches,
            Context = Context is [] ? null : new MatchInfoContext
            {
                PreContext = lines[Math.Max(0, index - Context[0])..index],
                PostContext = lines[(index + 1)..Math.Min(lines.Length, index + 1 + Context[^1])],
            },
        });
    }

    private (Regex Pattern, Match[] Matches)? Match(string line)
    {
        foreach (var pattern in patterns)
        {
            var matches = pattern.Matches(line).Take(AllMatches ? int.MaxValue : 1).ToArray();
            if (matches.Length > 0)
            {
                return NotMatch ? null : (pattern, matches);
            }
        }

        return NotMatch ? (patterns[0], []) : null;
    }
}
