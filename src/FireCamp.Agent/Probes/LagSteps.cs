namespace FireCamp.Agent.Probes;

/// <summary>Makes of a lag that changes all the time one that is worth a write: in megabytes, and again when it has halved or doubled.</summary>
internal static class LagSteps
{
    private const long Megabyte = 1L << 20;

    /// <param name="told">What was told last.</param>
    /// <param name="seen">What was seen now; null where the kind doesn't say.</param>
    public static long? Next(long? told, long? seen) => (told, seen) switch
    {
        (_, null) => null,
        (_, < Megabyte) => 0,
        ( > 0, _) when seen >= told / 2 && seen <= told * 2 => told,
        _ => seen.Value / Megabyte * Megabyte,
    };
}
