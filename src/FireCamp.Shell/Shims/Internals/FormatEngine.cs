using System.Management.Automation;
using System.Reflection;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace FireCamp.Shell.Shims.Internals;

/// <summary>
/// Connects formatting cmdlets with the engine's implementation of them. The engine keeps its formatter but leaves the
/// choice of a shape to cmdlets that ship with pwsh only, and gives them no public way to make it.
/// </summary>
internal static class FormatEngine
{
    private const string Namespace = "Microsoft.PowerShell.Commands.Internal.Format";
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    private static readonly Assembly Engine = typeof(PSObject).Assembly;
    private static readonly FieldInfo Implementation = typeof(FrontEndCommandBase).GetField("implementation", Hidden)!;

    /// <summary>Makes the cmdlet format as a Table, List, Wide or Complex view.</summary>
    public static void UseShape(FrontEndCommandBase cmdlet, string shape) =>
        Implementation.SetValue(cmdlet, New("InnerFormatShapeCommand", Enum.Parse(Find("FormatShape"), shape)));

    /// <summary>Makes the cmdlet write formatted text, line by line, to the writer.</summary>
    public static void UseWriter(FrontEndCommandBase cmdlet, TextWriter writer, int columns)
    {
        var manager = Implementation.GetValue(cmdlet) ?? New("OutputManagerInner");
        Implementation.SetValue(cmdlet, manager);
        manager.GetType().GetProperty("LineOutput", Hidden)!
            .SetValue(manager, New("TextWriterLineOutput", writer, columns));
    }

    /// <summary>Sets what the wide and custom views take besides the common parameters.</summary>
    public static void SetShapeParameters(FrontEndCommandBase cmdlet, ShapeRequest request)
    {
        var parameters = New("FormattingCommandLineParameters");
        Set(parameters, "viewName", request.View);
        Set(parameters, "autosize", request.AutoSize);
        Set(parameters, "forceFormattingAlsoOnOutOfBand", request.Force);
        Set(parameters, "shapeParameters", ShapeParameters(request));
        if (request.Property is { Length: > 0 } properties)
        {
            Set(parameters, "mshParameterList", ParseProperties(request, properties));
        }

        var implementation = Implementation.GetValue(cmdlet)!;
        GetMethod(implementation.GetType(), "SetCommandLineParameters").Invoke(implementation, [parameters]);
    }

    private static object ShapeParameters(ShapeRequest request)
    {
        var shape = New(
            request.Columns is null && !request.IsWide ? "ComplexSpecificParameters" : "WideSpecificParameters");
        if (request.IsWide)
        {
            Set(shape, "columns", request.Columns);
        }
        else if (request.Depth is { } depth)
        {
            Set(shape, "maxDepth", depth);
        }

        return shape;
    }

    private static object? ParseProperties(ShapeRequest request, object[] properties)
    {
        var definition = New(request.IsWide ? "FormatWideParameterDefinition" : "FormatObjectParameterDefinition");
        var processor = New("ParameterProcessor", definition);
        var context = New("TerminatingErrorContext", request.Cmdlet);
        return GetMethod(processor.GetType(), "ProcessParameters").Invoke(processor, [properties, context]);
    }

    private static void Set(object target, string field, object? value) =>
        target.GetType().GetField(field, Hidden)!.SetValue(target, value);

    private static MethodInfo GetMethod(Type type, string name) => type.GetMethod(name, Hidden)!;

    private static Type Find(string name) => Engine.GetType($"{Namespace}.{name}", throwOnError: true)!;

    private static object New(string type, params object?[] arguments) =>
        Activator.CreateInstance(Find(type), Hidden, binder: null, arguments, culture: null)!;
}
