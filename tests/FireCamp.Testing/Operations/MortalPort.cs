using System.Reflection;

namespace FireCamp.Testing.Operations;

/// <summary>Puts a <see cref="MortalProcess"/> between an operation and a port.</summary>
/// <remarks>Made by the runtime, so that a port's new method is counted without anybody thinking of it.</remarks>
public class MortalPort : DispatchProxy
{
    private static readonly string[] Harmless =
        ["Find", "List", "Version", "WaitForChange", "Observe", "Look", "Check", "PathOf", "RunPathOf", "Seal", "Open", "get_", "Dispose"];

    private static readonly MethodInfo CountResult =
        typeof(MortalPort).GetMethod(nameof(CountResultAsync), BindingFlags.NonPublic | BindingFlags.Instance)!;

    private object port = null!;
    private MortalProcess process = null!;

    internal static T Of<T>(T port, MortalProcess process)
        where T : class
    {
        var proxy = Create<T, MortalPort>();
        var mortal = (MortalPort)(object)proxy;
        mortal.port = port;
        mortal.process = process;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        process.ThrowIfDead();
        var result = targetMethod!.Invoke(port, BindingFlags.DoNotWrapExceptions, null, args, null);
        if (Array.Exists(Harmless, start => targetMethod.Name.StartsWith(start, StringComparison.Ordinal)))
        {
            return result;
        }

        var effect = $"{targetMethod.Name} {args?.FirstOrDefault()}";
        return targetMethod.ReturnType == typeof(Task)
            ? CountAsync((Task)result!, effect)
            : CountResult.MakeGenericMethod(targetMethod.ReturnType.GenericTypeArguments[0]).Invoke(this, [result, effect]);
    }

    private async Task CountAsync(Task task, string effect)
    {
        await task;
        process.Count(effect);
    }

    private async Task<T> CountResultAsync<T>(Task<T> task, string effect)
    {
        var result = await task;
        process.Count(effect);
        return result;
    }
}
