using FireCamp.Engine.Model;

namespace FireCamp.Engine.Operations;

/// <summary>Counts how often a member's process has ended by itself while a change was brought to it.</summary>
/// <param name="before">The report of just before; what it tells of doesn't count.</param>
internal sealed class MemberFailures(string member, MemberReport? before)
{
    /// <summary>One may be chance, such as a port that isn't free yet; so many aren't.</summary>
    private const int Most = 3;

    private readonly Dictionary<long, int> ofEpochs = [];

    /// <exception cref="ChangeRefusedException">There have been too many.</exception>
    public void Note(MemberReport? report)
    {
        if (report is null)
        {
            return;
        }

        // Each claim begins to count anew.
        var known = report.Epoch == before?.Epoch ? before.Failures : 0;
        ofEpochs[report.Epoch] = Math.Max(ofEpochs.GetValueOrDefault(report.Epoch), report.Failures - known);
        if (report.Phase == MemberPhase.Failed && ofEpochs.Values.Sum() >= Most)
        {
            throw new ChangeRefusedException(member, report.Reason);
        }
    }
}
