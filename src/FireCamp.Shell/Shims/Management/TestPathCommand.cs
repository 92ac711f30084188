using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

/// <summary>Never fails: whatever can't be looked at isn't there.</summary>
[Cmdlet(VerbsDiagnostic.Test, "Path", DefaultParameterSetName = ByPath)]
[OutputType(typeof(bool))]
public sealed class TestPathCommand : ProviderCommand
{
    private const string ByPath = "Path";

    [Parameter(
        Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        ParameterSetName = ByPath)]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public string?[]? Path { get; set; }

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "LP")]
    [AllowNull]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public string?[]? LiteralPath
    {
        get => Path;
        set
        {
            Path = value;
            IsLiteral = true;
        }
    }

    [Parameter]
    [Alias("Type")]
    public TestPathType PathType { get; set; } = TestPathType.Any;

    [Parameter]
    public SwitchParameter IsValid { get; set; }

    protected override void ProcessRecord()
    {
        if (Path is null or [])
        {
            WriteError(new ErrorRecord(
                new ArgumentNullException(nameof(Path), "The Path argument was null or an empty collection."),
                "NullPathNotPermitted", ErrorCategory.InvalidArgument, Path));
        }

        foreach (var path in Path ?? [])
        {
            WriteObject(!string.IsNullOrWhiteSpace(path) && Test(path));
        }
    }

    protected override object? FindDynamicParameters() => Path is [{ } first, ..] && !IsValid
        ? InvokeProvider.Item.ItemExistsDynamicParameters(first, Context)
        : null;

    private bool Test(string path)
    {
        try
        {
            return IsValid
                ? SessionState.Path.IsValid(path)
                : InvokeProvider.Item.Exists(path, Context) && IsOfType(path);
        }
        catch (Exception error) when (ProviderErrors.IsAboutPath(error))
        {
            return false;
        }
    }

    private bool IsOfType(string path) => PathType switch
    {
        TestPathType.Container => InvokeProvider.Item.IsContainer(path, Context),
        TestPathType.Leaf => !InvokeProvider.Item.IsContainer(path, Context),
        _ => true,
    };
}
