namespace FireCamp.Testing.Operations;

/// <summary>What trials put in the way of steps.</summary>
public static class StepHooks
{
    public static StepHook Twice { get; } = async (_, action) =>
    {
        await action();
        await action();
    };

    /// <summary>Fails the first time that the step comes by.</summary>
    /// <param name="half">What is done of it before: nothing, or all.</param>
    public static StepHook FailOnce(string at, Half half, bool temporary)
    {
        var left = 1;
        return async (step, action) =>
        {
            var fails = step == at && Interlocked.Exchange(ref left, 0) == 1;
            if (!fails || half == Half.After)
            {
                await action();
            }

            if (fails)
            {
                throw new InjectedException(step, temporary);
            }
        };
    }

    /// <summary>Fails each time that the step comes by, having done nothing.</summary>
    public static StepHook FailAlways(string at) => (step, action)
        => step == at ? throw new InjectedException(step, temporary: false) : action();
}
