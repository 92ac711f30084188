using FireCamp.Engine.Model;

namespace FireCamp.Engine.Catalog;

/// <summary>Completes what a user chose with the kind's defaults, and checks it.</summary>
public static class OptionResolver
{
    /// <summary>Every option of the kind with its canonical text; see <see cref="ServiceSpec.Options"/>.</summary>
    /// <param name="given">Option name (case doesn't matter) → text as the user gave it.</param>
    /// <param name="memory">What each member reserves.</param>
    /// <exception cref="InvalidInputException"><c>OptionsInvalid</c>, with every mistake in the options, the memory and the ports that follow.</exception>
    public static IReadOnlyDictionary<string, string> Resolve(
        ServiceDefinition definition,
        VersionDefinition version,
        IReadOnlyDictionary<string, string> given,
        ByteSize memory)
        => throw new NotSupportedException();
}
