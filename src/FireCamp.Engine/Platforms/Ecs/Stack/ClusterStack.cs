using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Clients.Aws.CloudFormation;
using FireCamp.Engine.Model;
using CloudStack = FireCamp.Engine.Clients.Aws.CloudFormation.Stack;

namespace FireCamp.Engine.Platforms.Ecs.Stack;

/// <summary>A cluster's stack in CloudFormation: made, changed and deleted whole, and repeated until it is so.</summary>
public sealed class ClusterStack(AwsConnection aws, string cluster)
{
    private const string InProgress = "_IN_PROGRESS";

    private readonly string name = NameOf(cluster);

    private CloudFormationClient Client => aws.CloudFormation.Value;

    /// <summary>Between two looks; also how late progress is. Default 5 s.</summary>
    internal TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The template, as it is in this version.</summary>
    public static string Template()
    {
        using var reader = new StreamReader(typeof(ClusterStack).Assembly.GetManifestResourceStream("stack/cluster.yaml")!);
        return reader.ReadToEnd();
    }

    public static string NameOf(string cluster) => $"firecamp-{NameRules.Key(cluster)}";

    /// <summary>What the stack has made; null when there is none, or it isn't whole.</summary>
    /// <exception cref="AwsException">AWS refuses, or can't be reached.</exception>
    public async Task<StackOutputs?> FindAsync(CancellationToken cancel)
        => await OwnAsync(cancel).ConfigureAwait(false) is { } stack && IsWhole(stack) ? StackOutputs.Of(stack.Outputs) : null;

    /// <summary>What <see cref="EnsureAsync"/> would do, a line for each resource; empty when nothing. Leaves nothing behind.</summary>
    /// <exception cref="InvalidInputException">The settings are wrong; carries every mistake.</exception>
    /// <exception cref="AwsException">AWS refuses, or can't be reached.</exception>
    public async Task<IReadOnlyList<string>> PreviewAsync(StackSettings settings, CancellationToken cancel)
    {
        Require(settings);
        var create = await OwnAsync(cancel).ConfigureAwait(false) is null;
        var id = await Client.CreateChangeSetAsync(settings.Request(Template()), $"preview-{Guid.NewGuid():N}", create, cancel).ConfigureAwait(false);
        try
        {
            return await ChangesAsync(id, cancel).ConfigureAwait(false);
        }
        finally
        {
            await Client.DeleteChangeSetAsync(id, CancellationToken.None).ConfigureAwait(false);
            if (create)
            {
                // The change set of a new stack leaves an empty one.
                await Client.DeleteStackAsync(name, null, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The stack is there as the settings say; a repeat changes nothing, and goes on with what an interrupted one began.</summary>
    /// <param name="progress">Each resource as it is made, changed or deleted.</param>
    /// <exception cref="InvalidInputException">The settings are wrong; carries every mistake.</exception>
    /// <exception cref="StackFailedException">It can't be made; names the resource and why. It was rolled back.</exception>
    /// <exception cref="AwsException">AWS refuses, or can't be reached.</exception>
    public async Task<StackOutputs> EnsureAsync(StackSettings settings, IProgress<string> progress, CancellationToken cancel)
    {
        Require(settings);
        var stack = await SettledAsync(progress, cancel).ConfigureAwait(false);
        if (stack is { Status: "ROLLBACK_COMPLETE" or "ROLLBACK_FAILED" or "CREATE_FAILED" or "REVIEW_IN_PROGRESS" })
        {
            await DeleteOnceAsync(progress, cancel).ConfigureAwait(false);
            stack = null;
        }

        var request = settings.Request(Template());
        var seen = await SeenAsync(cancel).ConfigureAwait(false);
        if (stack is null)
        {
            await CreateAsync(request, cancel).ConfigureAwait(false);
        }
        else if (!await Client.UpdateStackAsync(request, cancel).ConfigureAwait(false))
        {
            return StackOutputs.Of(stack.Outputs);
        }

        stack = await SettledAsync(progress, cancel, seen).ConfigureAwait(false);
        return stack is { Status: "CREATE_COMPLETE" or "UPDATE_COMPLETE" }
            ? StackOutputs.Of(stack.Outputs)
            : throw new StackFailedException(name, stack?.Status ?? "gone", await NewEventsAsync(seen, cancel).ConfigureAwait(false));
    }

    /// <summary>The stack and all that it made are gone; an absent one is success.</summary>
    /// <remarks>Its table is protected: that is turned off first, so from then on nothing but FireCamp's own care keeps it.</remarks>
    /// <exception cref="StackFailedException">Something can't be deleted; names it.</exception>
    /// <exception cref="AwsException">AWS refuses, or can't be reached.</exception>
    public async Task DeleteAsync(IProgress<string> progress, CancellationToken cancel)
    {
        var stack = await SettledAsync(progress, cancel).ConfigureAwait(false);
        if (stack is null)
        {
            return;
        }

        if (IsWhole(stack) && stack.Parameters.GetValueOrDefault(nameof(StackSettings.Protected)) == "true")
        {
            const string Protected = nameof(StackSettings.Protected);
            var request = new StackRequest(name, Template(), $"{Guid.NewGuid():N}")
            {
                Parameters = new Dictionary<string, string> { [Protected] = "false" },
                Kept = [.. stack.Parameters.Keys.Where(k => k != Protected)],
                Tags = stack.Tags,
                Capabilities = ["CAPABILITY_IAM"],
            };
            await Client.UpdateStackAsync(request, cancel).ConfigureAwait(false);
            await SettledAsync(progress, cancel).ConfigureAwait(false);
        }

        await DeleteOnceAsync(progress, cancel).ConfigureAwait(false);
    }

    // Another session was quicker, or an answer was lost: either way it is being made.
    private async Task CreateAsync(StackRequest request, CancellationToken cancel)
    {
        try
        {
            await Client.CreateStackAsync(request, cancel).ConfigureAwait(false);
        }
        catch (AwsException e) when (e.Is("AlreadyExistsException"))
        {
            await OwnAsync(cancel).ConfigureAwait(false);
        }
    }

    private void Require(StackSettings settings)
    {
        if (settings.Mistakes() is { Count: > 0 } mistakes)
        {
            throw new InvalidInputException("ClusterInvalid", $"Cluster '{cluster}'", mistakes);
        }
    }

    private static bool IsWhole(CloudStack stack)
        => stack.Status is "CREATE_COMPLETE" or "UPDATE_COMPLETE" or "UPDATE_ROLLBACK_COMPLETE" or "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS";

    private async Task<CloudStack?> OwnAsync(CancellationToken cancel)
    {
        var stack = await Client.FindStackAsync(name, cancel).ConfigureAwait(false);
        return stack is null || stack.Tags.GetValueOrDefault(EcsNames.ClusterTag) == cluster
            ? stack
            : throw new FireCampException("StackNameTaken", $"CloudFormation has a stack '{name}' that isn't this cluster's.",
                "Give the cluster another name, or remove that stack.") { Target = name };
    }

    private async Task DeleteOnceAsync(IProgress<string> progress, CancellationToken cancel)
    {
        var seen = await SeenAsync(cancel).ConfigureAwait(false);
        await Client.DeleteStackAsync(name, null, cancel).ConfigureAwait(false);
        if (await SettledAsync(progress, cancel, seen).ConfigureAwait(false) is { } left)
        {
            throw new StackFailedException(name, left.Status, await NewEventsAsync(seen, cancel).ConfigureAwait(false));
        }
    }

    /// <summary>The stack when nothing is under way; null when there is none.</summary>
    private async Task<CloudStack?> SettledAsync(IProgress<string> progress, CancellationToken cancel, HashSet<string>? seen = null)
    {
        seen = [.. seen ?? await SeenAsync(cancel).ConfigureAwait(false)];
        while (true)
        {
            var stack = await OwnAsync(cancel).ConfigureAwait(false);
            if (stack is null)
            {
                return null;
            }

            foreach (var news in (await NewEventsAsync(seen, cancel).ConfigureAwait(false)).Reverse())
            {
                seen.Add(news.Id);
                progress.Report($"{news.LogicalId}: {news.Status}{(news.IsFailure ? $": {news.Reason}" : "")}");
            }

            if (!stack.Status.EndsWith(InProgress, StringComparison.Ordinal) || stack.Status == "REVIEW_IN_PROGRESS")
            {
                return stack;
            }

            await Task.Delay(LookEvery, aws.Time, cancel).ConfigureAwait(false);
        }
    }

    private async Task<HashSet<string>> SeenAsync(CancellationToken cancel)
        => [.. (await NewEventsAsync([], cancel).ConfigureAwait(false)).Select(e => e.Id)];

    private async Task<IEnumerable<StackEvent>> NewEventsAsync(HashSet<string> seen, CancellationToken cancel)
    {
        try
        {
            return [.. (await Client.ListEventsAsync(name, cancel).ConfigureAwait(false)).Where(e => !seen.Contains(e.Id))];
        }
        catch (AwsException e) when (e.Is("ValidationError"))
        {
            return [];
        }
    }

    private async Task<IReadOnlyList<string>> ChangesAsync(string id, CancellationToken cancel)
    {
        while (true)
        {
            var set = await Client.GetChangeSetAsync(id, cancel).ConfigureAwait(false);
            switch (set.Status)
            {
                case "FAILED" when set.Changes.Count == 0 && (set.StatusReason ?? "").Contains("didn't contain changes", StringComparison.Ordinal):
                    return [];
                case "FAILED":
                    throw new FireCampException(
                        "StackFailed", $"Stack {name} can't be changed so: {set.StatusReason}", "Put that right, then repeat.")
                    {
                        Target = name,
                    };
                case "CREATE_COMPLETE":
                    return [.. set.Changes.Select(LineOf)];
                default:
                    await Task.Delay(LookEvery, aws.Time, cancel).ConfigureAwait(false);
                    break;
            }
        }
    }

    private static string LineOf(StackChange change)
        => $"{change.Action} {change.LogicalId} ({change.ResourceType}){(change.Replacement == "True" ? ", which is replaced" : "")}";
}
