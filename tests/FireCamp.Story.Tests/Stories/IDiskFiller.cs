using FireCamp.Lab;

namespace FireCamp.Story.Tests.Stories;

/// <summary>Fills the volume of a service of one member by the server's own means, and empties it again.</summary>
internal interface IDiskFiller
{
    /// <summary>How large a file system it is for, as mount takes it.</summary>
    string Size { get; }

    /// <summary>Records that stay are written and acknowledged one by one.</summary>
    /// <returns>How many.</returns>
    Task<int> KeepAsync(LabCluster lab, LabService service, CancellationToken cancel);

    /// <summary>How many of the records that stay are there; none if the server doesn't answer.</summary>
    Task<int> ReadAsync(LabCluster lab, LabService service, CancellationToken cancel);

    /// <summary>Some megabytes more are written.</summary>
    /// <returns>Whether they were acknowledged.</returns>
    Task<bool> WriteAsync(LabCluster lab, LabService service, CancellationToken cancel);

    /// <summary>All that was written to fill the volume is to go from its disk.</summary>
    /// <returns>Whether the server has done so; one that has just ended hasn't.</returns>
    Task<bool> CleanAsync(LabCluster lab, LabService service, CancellationToken cancel);
}
