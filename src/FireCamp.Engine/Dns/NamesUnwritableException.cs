using FireCamp.Engine.Model;

namespace FireCamp.Engine.Dns;

/// <summary>Names can't be written just now, though they could be before. The file is as it was.</summary>
public sealed class NamesUnwritableException(string path, Exception inner)
    : FireCampException("NamesUnwritable", $"Members' names can't be written to {path}: {inner.Message}",
        "Make room or end what keeps the file locked, then repeat; members can be reached by address meanwhile.", inner)
{
    public override bool IsTemporary => true;
}
