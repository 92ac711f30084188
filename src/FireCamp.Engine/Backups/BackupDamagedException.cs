using FireCamp.Engine.Model;

namespace FireCamp.Engine.Backups;

/// <summary>A backup or an archived segment isn't what was written: something in it is changed, cut, missing or another's.</summary>
public sealed class BackupDamagedException : FireCampException
{
    private const int Shown = 10;

    /// <param name="subject">What is damaged: <c>Backup 'mypg-1'</c>.</param>
    public BackupDamagedException(string subject, IReadOnlyList<Mistake> damages, Exception? inner = null)
        : base("BackupDamaged", Describe(subject, damages), "Don't restore it. Use another backup, and find out what happened to the store.", inner)
        => Damages = damages;

    internal BackupDamagedException(string subject, string where, string what, Exception? inner = null)
        : this(subject, [new Mistake(where, what)], inner)
    {
    }

    /// <summary>Everything that was found; each says which object it is.</summary>
    public IReadOnlyList<Mistake> Damages { get; }

    private static string Describe(string subject, IReadOnlyList<Mistake> damages)
    {
        if (damages.Count == 1)
        {
            return $"{subject} is damaged: {damages[0]}";
        }

        var lines = damages.Take(Shown).Select(d => $"{Environment.NewLine}  {d}");
        var rest = damages.Count > Shown ? $"{Environment.NewLine}  and {damages.Count - Shown} more" : "";
        return $"{subject} is damaged in {damages.Count} places:{string.Concat(lines)}{rest}";
    }
}
