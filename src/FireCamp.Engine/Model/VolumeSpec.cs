namespace FireCamp.Engine.Model;

/// <summary>A volume of a member.</summary>
/// <param name="Name"><c>fc_&lt;cluster&gt;_&lt;member&gt;</c> for data, with <c>_&lt;purpose&gt;</c> appended for any other.</param>
/// <param name="Purpose">The catalog's name for it, such as <c>data</c> or <c>journal</c>.</param>
/// <param name="Mount">Where the member's container sees it, such as <c>/data</c>.</param>
/// <param name="Zone">The member's zone; a provider whose volumes live in one zone makes it there.</param>
public sealed record VolumeSpec(string Name, string Purpose, string Mount, ByteSize Size, string Zone)
{
    public static string NameOf(string cluster, string member, string purpose)
        => purpose == "data" ? $"fc_{cluster}_{member}" : $"fc_{cluster}_{member}_{purpose}";
}
