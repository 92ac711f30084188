namespace FireCamp.Engine.Model;

/// <summary>A file that the agent writes before a member starts.</summary>
/// <param name="Path">Relative to the data volume's root, such as <c>conf/postgresql.conf</c>.</param>
/// <param name="Content">Final but for secrets, which stand as <see cref="SecretPlaceholder"/>s until the agent writes the file.</param>
/// <param name="Mode">Octal, such as <c>0600</c>; the owner is the kind's system user.</param>
public sealed record MemberFile(string Path, string Content, string Mode = "0600");
