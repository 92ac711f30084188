using System.Text.Json.Serialization;

namespace FireCamp.Engine.Volumes;

/// <summary>Who has a directory volume, kept in a file beside its content.</summary>
/// <param name="Epoch">Of the last attachment; stays when it ends, so that an older one is refused.</param>
/// <param name="Attached">False once it was detached.</param>
/// <param name="Folder">
/// On shared storage: the name of the folder, beside the record's own, where the epoch's content is; null as long as the epoch
/// has none, and everywhere else.
/// </param>
internal sealed record VolumeAttachment(
    string Node,
    long Epoch,
    bool Attached,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Folder = null);
