using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Planning;

/// <summary>In what two specs of one member differ, and how disturbing it is to bring that to its process.</summary>
internal sealed class MemberDifference
{
    private readonly ServiceDefinition definition;
    private readonly List<string> what = [];

    /// <param name="filesBy">
    /// How the files' changes reach the process where what made them says so, such as a changed option; null where each file says it for itself.
    /// </param>
    public MemberDifference(ServiceDefinition definition, MemberSpec old, MemberSpec @new, ChangeApplies? filesBy)
    {
        this.definition = definition;
        foreach (var (path, applies) in Files(old, @new))
        {
            Note(path, filesBy ?? applies);
        }

        var (before, after) = (old.Workload, @new.Workload);
        NoteIf(!before.Command.SequenceEqual(after.Command), "command", ChangeApplies.Restart);
        NoteIf(!Same(before.Environment, after.Environment), "environment", ChangeApplies.Restart);
        NoteIf(!Same(before.Software, after.Software), "software", ChangeApplies.Restart);
        NoteIf(before.User != after.User, "user", ChangeApplies.Restart);
        NoteIf(before.Memory != after.Memory, "memory", ChangeApplies.Restart);
        NoteIf(before.CpuLimit != after.CpuLimit, "processors", ChangeApplies.Restart);
        NoteIf(before.StopSignal != after.StopSignal, "stop signal", ChangeApplies.Restart);
        NoteIf(!before.Ports.Select(p => p.Number).SequenceEqual(after.Ports.Select(p => p.Number)), "ports", ChangeApplies.Restart);
        NoteIf(before.Archives != after.Archives, "archiving", ChangeApplies.Live);
        NoteIf(!Where(old).SequenceEqual(Where(@new)), "volumes", ChangeApplies.Restart);
        NoteIf(!old.Volumes.Select(v => v.Size).SequenceEqual(@new.Volumes.Select(v => v.Size)), "volumes' sizes", filesBy ?? ChangeApplies.Live);
    }

    /// <summary>The most disturbing of all differences; none where only what the agent reads differs, such as the probe.</summary>
    public ChangeApplies Applies { get; private set; }

    /// <summary>For people.</summary>
    public IReadOnlyList<string> What => what;

    private void NoteIf(bool differs, string name, ChangeApplies applies)
    {
        if (differs)
        {
            Note(name, applies);
        }
    }

    private void Note(string name, ChangeApplies applies)
    {
        what.Add(name);
        Applies = applies > Applies ? applies : Applies;
    }

    private IEnumerable<(string Path, ChangeApplies Applies)> Files(MemberSpec old, MemberSpec @new)
    {
        var before = old.Files.ToDictionary(f => f.Path);
        var after = @new.Files.ToDictionary(f => f.Path);
        return before.Keys.Union(after.Keys).Order(StringComparer.Ordinal)
            .Where(path => before.GetValueOrDefault(path) != after.GetValueOrDefault(path))
            .Select(path => (path, AppliesOf(path)));
    }

    // Of several that have one path it isn't known which one a member has: the most disturbing is right for each.
    private ChangeApplies AppliesOf(string path)
        => definition.Files.Where(f => f.Path == path).Select(f => Of(f.Applies)).DefaultIfEmpty(ChangeApplies.Restart).Max();

    /// <summary>The same of what a definition says.</summary>
    public static ChangeApplies Of(OptionApplies applies) => applies switch
    {
        OptionApplies.Restart => ChangeApplies.Restart,
        OptionApplies.Reload => ChangeApplies.Reload,
        _ => ChangeApplies.Live,
    };

    private static IEnumerable<(string Name, string Mount)> Where(MemberSpec member) => member.Volumes.Select(v => (v.Name, v.Mount));

    private static bool Same(IReadOnlyDictionary<string, string> left, IReadOnlyDictionary<string, string> right)
        => left.Count == right.Count && left.All(l => right.TryGetValue(l.Key, out var value) && value == l.Value);

    private static bool Same(Software left, Software right)
        => left.Image == right.Image && left.Suite == right.Suite && left.User == right.User && left.Packages.SequenceEqual(right.Packages)
            && left.Binaries.SequenceEqual(right.Binaries) && left.SearchPath.SequenceEqual(right.SearchPath);
}
