using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace Microsoft.PowerShell.Commands;

/// <summary>Loads assemblies. Compiling C# needs pwsh, which brings the compiler.</summary>
[Cmdlet(VerbsCommon.Add, "Type", DefaultParameterSetName = "FromSource")]
[OutputType(typeof(Type))]
public sealed class AddTypeCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "FromSource")]
    public string TypeDefinition { get; set; } = string.Empty;

    [Parameter(Mandatory = true, ParameterSetName = "FromAssemblyName")]
    [Alias("AN")]
    public string[] AssemblyName { get; set; } = [];

    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "FromPath")]
    public string[] Path { get; set; } = [];

    [Parameter(Mandatory = true, ParameterSetName = "FromLiteralPath")]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void EndProcessing()
    {
        var assemblies = ParameterSetName switch
        {
            "FromAssemblyName" => AssemblyName.Select(LoadByName),
            "FromPath" => Path.SelectMany(path => GetResolvedProviderPathFromPSPath(path, out _)).Select(LoadFile),
            "FromLiteralPath" => LiteralPath.Select(GetUnresolvedProviderPathFromPSPath).Select(LoadFile),
            _ =>
                throw new PSNotSupportedException(
                    "This Shell can't compile C#: use pwsh, or -Path with a built assembly."),
        };
        foreach (var assembly in assemblies)
        {
            if (PassThru)
            {
                WriteObject(assembly.GetExportedTypes(), enumerateCollection: true);
            }
        }
    }

    private static Assembly LoadFile(string path) => AssemblyLoadContext.Default.LoadFromAssemblyPath(path);

    private Assembly LoadByName(string name)
    {
        try
        {
            return Assembly.Load(new AssemblyName(name));
        }
        catch (Exception error) when (error is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            ThrowTerminatingError(new ErrorRecord(
                new InvalidOperationException($"Cannot find the assembly '{name}'.", error),
                "ASSEMBLY_NOT_FOUND", ErrorCategory.ObjectNotFound, name));
            throw;
        }
    }
}
