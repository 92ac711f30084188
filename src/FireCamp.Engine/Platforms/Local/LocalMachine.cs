using FireCamp.Engine.Model;

namespace FireCamp.Engine.Platforms.Local;

/// <summary>The machine that Local clusters run on.</summary>
public static class LocalMachine
{
    /// <summary>Its memory, or what the runtime was told is there for it, such as a container's limit.</summary>
    public static ByteSize Memory() => new(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
}
