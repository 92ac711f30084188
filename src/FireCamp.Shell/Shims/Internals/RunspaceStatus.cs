using System.Management.Automation.Runspaces;
using System.Reflection;

namespace FireCamp.Shell.Shims.Internals;

/// <summary>What the engine remembers about the last pipeline of a runspace.</summary>
internal static class RunspaceStatus
{
    private const BindingFlags Hidden = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    /// <summary>Returns <c>$?</c> as the last pipeline left it; asking with a script would set it anew.</summary>
    public static bool LastCommandSucceeded(Runspace runspace) =>
        (bool)Get(Context(runspace), "QuestionMarkVariableValue");

    /// <summary>
    /// Makes an <c>exit</c> in a script file, run as the next pipeline's command, end the session rather than the file
    /// alone.
    /// </summary>
    public static void LetScriptExit(Runspace runspace)
    {
        var context = Context(runspace);
        context.GetType().GetProperty("ScriptCommandProcessorShouldRethrowExit", Hidden)!.SetValue(context, true);
    }

    private static object Context(Runspace runspace) => Get(runspace, "ExecutionContext");

    private static object Get(object target, string property) =>
        target.GetType().GetProperty(property, Hidden)!.GetValue(target)!;
}
