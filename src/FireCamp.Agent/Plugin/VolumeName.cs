using FireCamp.Engine.Model;

namespace FireCamp.Agent.Plugin;

/// <summary>
/// A volume's name taken apart: <c>fc_&lt;cluster&gt;_&lt;member&gt;</c>, with <c>_&lt;purpose&gt;</c> for any but the data volume.
/// </summary>
internal readonly record struct VolumeName(string Text, string Member)
{
    /// <summary>The volume of that name, or why the cluster can have none.</summary>
    public static (VolumeName? Name, string WhyNot) Parse(string? text, string cluster)
    {
        var parts = (text ?? "").Split('_');
        if (parts is not ["fc", _, _] and not ["fc", _, _, _]
            || parts.Skip(1).Any(p => NameRules.Check("volume", p, NameRules.LabelLength) is not null))
        {
            return (null, $"'{text}' is no volume of FireCamp's: those are named fc_<cluster>_<member>.");
        }

        return NameRules.Key(parts[1]) == NameRules.Key(cluster)
            ? (new VolumeName(text!, parts[2]), "")
            : (null, $"'{text}' belongs to cluster {parts[1]}, and this node's agent is of cluster {cluster}.");
    }
}
