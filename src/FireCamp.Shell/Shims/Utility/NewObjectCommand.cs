using System.Collections;
using System.Management.Automation;
using FireCamp.Shell.Shims.Internals;

namespace Microsoft.PowerShell.Commands;

[Cmdlet(VerbsCommon.New, "Object", DefaultParameterSetName = "Net")]
public sealed class NewObjectCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true)]
    public string TypeName { get; set; } = string.Empty;

    [Parameter(Position = 1)]
    [Alias("Args")]
    public object?[] ArgumentList { get; set; } = [];

    [Parameter]
    public IDictionary? Property { get; set; }

    protected override void BeginProcessing()
    {
        if (!LanguagePrimitives.TryConvertTo(TypeName, out Type type))
        {
            ThrowTerminatingError(new ErrorRecord(
                new PSArgumentException(
                    $"Cannot find type [{TypeName}]: verify that the assembly containing this type is loaded."),
                "TypeNotFound", ErrorCategory.InvalidType, TypeName));
        }

        var created = PSObject.AsPSObject(Create(type));
        ObjectProperties.Set(this, created, Property ?? new Hashtable());
        WriteObject(created);
    }

    private object Create(Type type)
    {
        if (type == typeof(PSObject) || type == typeof(PSCustomObject))
        {
            return ArgumentList is [{ } inner] ? new PSObject(inner) : new PSObject();
        }

        try
        {
            // The engine's own overload resolution, with PowerShell's conversions.
            var constructor = (PSMethod)StaticMembers.Find(type, "new")!;
            return ArgumentList is [] && type.IsValueType
                ? Activator.CreateInstance(type)!
                : constructor.Invoke(ArgumentList);
        }
        catch (Exception error) when (error is MethodException or MethodInvocationException)
        {
            ThrowTerminatingError(new ErrorRecord(
                error, "ConstructorInvokedThrowException",
                ErrorCategory.InvalidOperation, type));
            throw;
        }
    }
}
