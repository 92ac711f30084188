namespace FireCamp.Lab.Processes;

/// <summary>A process as the kernel shows it.</summary>
/// <param name="Program">The name of its program; empty for a kernel's thread or one that is ending.</param>
/// <param name="Folder">Its working folder.</param>
/// <param name="Started">When it started, in the kernel's ticks: with the id it names the process for good.</param>
public sealed record LabProcess(int Id, int Parent, string Program, string Folder, long Started)
{
    private const string VolumePrefix = "fc_";

    /// <summary>The volume that it works in, or null.</summary>
    public string? Volume { get; init; }
        = Folder.Split('/').FirstOrDefault(s => s.StartsWith(VolumePrefix, StringComparison.Ordinal));

    /// <summary>The control group of the container that it is in; null when it is in none.</summary>
    public string? Container { get; init; }

    /// <summary>Whether it is still the process that was seen.</summary>
    public bool Lives => ProcessTable.Find(Id) is { } now && now.Started == Started;

    /// <summary>Whether the kernel was ending it: it does nothing any more, but is there until its children and its last write have ended.</summary>
    public bool IsEnding { get; init; }

    /// <summary>Whether the kernel lets it run: it lives, isn't ending, and its node isn't frozen.</summary>
    public bool Runs => ProcessTable.Find(Id) is { IsEnding: false } now && now.Started == Started && !ProcessTable.IsFrozen(Id);

    public override string ToString() => $"{Program} {Id} in {Folder}";
}
