using System.Globalization;
using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;
using FireCamp.Engine.Planning;
using FireCamp.Engine.Platforms;

namespace FireCamp.Engine.Operations;

/// <summary>Asks members how much they have of what their primary wrote.</summary>
internal static class MemberPositions
{
    /// <summary>A node that is frozen takes the call and never answers it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>What each of the replicas among them said, asked at once; those that give no answer have the reason instead.</summary>
    public static async Task<IReadOnlyList<MemberPosition>> AskAsync(
        IMemberExecutor executor, IEnumerable<MemberSpec> members, CancellationToken cancel)
        => await Task.WhenAll(members.Where(m => m.Role == MemberRole.Replica).Select(m => AskAsync(executor, m, cancel))).ConfigureAwait(false);

    private static async Task<MemberPosition> AskAsync(IMemberExecutor executor, MemberSpec member, CancellationToken cancel)
    {
        if (!member.Workload.Actions.ContainsKey(CatalogNames.Position))
        {
            return new MemberPosition(member.Name, null, null, "");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            var request = new ExecRequest { Action = CatalogNames.Position, Timeout = Patience };
            var result = await executor.ExecuteAsync(member.Service, member.Name, request, null, limit.Token).ConfigureAwait(false);
            return result.ExitCode == 0
                ? Read(member.Name, result.Output)
                : Silent(member, ActionFailedException.LastWords(result));
        }
        catch (FireCampException e)
        {
            return Silent(member, e.Message);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Silent(member, $"its node takes longer than {Patience.TotalSeconds:0} s");
        }
    }

    private static MemberPosition Read(string member, string output)
    {
        var position = Number(output, "position=");
        return position is null
            ? new MemberPosition(member, null, null, "it doesn't know how much it has")
            : new MemberPosition(member, position, Number(output, "primary="), "");
    }

    private static long? Number(string output, string key)
        => output.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.StartsWith(key, StringComparison.Ordinal)) is { } line
            && long.TryParse(line[key.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static MemberPosition Silent(MemberSpec member, string why) => new(member.Name, null, null, why.TrimEnd('.'));
}
