using System.Xml.Linq;
using FireCamp.Engine.Clients.Aws.Wire;

namespace FireCamp.Engine.Clients.Aws.CloudFormation;

/// <summary>CloudFormation's API, as far as FireCamp needs it.</summary>
internal sealed class CloudFormationClient(AwsWire wire) : IDisposable
{
    /// <summary>The stack, also by the id of a deleted one; null when there is none.</summary>
    public async Task<Stack?> FindStackAsync(string name, CancellationToken cancel)
    {
        try
        {
            var reply = await new AwsQuery("DescribeStacks").With("StackName", name).SendAsync(wire, cancel).ConfigureAwait(false);
            return reply.Items("Stacks").Select(StackXml.ReadStack).FirstOrDefault();
        }
        catch (AwsException e) when (e.Is("ValidationError") && e.Message.Contains("does not exist", StringComparison.Ordinal))
        {
            return null;
        }
    }

    /// <summary>All stacks that aren't deleted.</summary>
    public Task<IReadOnlyList<Stack>> ListStacksAsync(CancellationToken cancel)
        => PagesAsync(token => new AwsQuery("DescribeStacks").With("NextToken", token), r => r.Items("Stacks").Select(StackXml.ReadStack), cancel);

    /// <returns>The stack's id.</returns>
    public async Task<string> CreateStackAsync(StackRequest stack, CancellationToken cancel)
        => (await Query("CreateStack", stack).With("OnFailure", "ROLLBACK").With("ClientRequestToken", stack.Token).SendAsync(wire, cancel)
            .ConfigureAwait(false)).Required("StackId");

    /// <returns>Whether there is anything to update.</returns>
    public async Task<bool> UpdateStackAsync(StackRequest stack, CancellationToken cancel)
    {
        try
        {
            await Query("UpdateStack", stack).With("ClientRequestToken", stack.Token).SendAsync(wire, cancel).ConfigureAwait(false);
            return true;
        }
        catch (AwsException e) when (e.Is("ValidationError") && e.Message.Contains("No updates are to be performed", StringComparison.Ordinal))
        {
            return false;
        }
    }

    /// <summary>The stack is being deleted; an absent one is success.</summary>
    public Task DeleteStackAsync(string name, string? token, CancellationToken cancel)
        => new AwsQuery("DeleteStack").With("StackName", name).With("ClientRequestToken", token).SendAsync(wire, cancel);

    /// <summary>What happened, the newest first.</summary>
    public Task<IReadOnlyList<StackEvent>> ListEventsAsync(string stack, CancellationToken cancel)
        => PagesAsync(
            token => new AwsQuery("DescribeStackEvents").With("StackName", stack).With("NextToken", token),
            r => r.Items("StackEvents").Select(StackXml.ReadEvent),
            cancel);

    public Task<IReadOnlyList<StackResource>> ListResourcesAsync(string stack, CancellationToken cancel)
        => PagesAsync(
            token => new AwsQuery("ListStackResources").With("StackName", stack).With("NextToken", token),
            r => r.Items("StackResourceSummaries").Select(StackXml.ReadResource),
            cancel);

    public async Task<string> GetTemplateAsync(string stack, CancellationToken cancel)
        => (await new AwsQuery("GetTemplate").With("StackName", stack).SendAsync(wire, cancel).ConfigureAwait(false)).Required("TemplateBody");

    /// <param name="create">Whether the stack doesn't exist yet.</param>
    /// <returns>The change set's id.</returns>
    public async Task<string> CreateChangeSetAsync(StackRequest stack, string name, bool create, CancellationToken cancel)
        => (await Query("CreateChangeSet", stack).With("ChangeSetName", name).With("ChangeSetType", create ? "CREATE" : "UPDATE")
            .With("ClientToken", stack.Token).SendAsync(wire, cancel).ConfigureAwait(false)).Required("Id");

    public async Task<StackChangeSet> GetChangeSetAsync(string id, CancellationToken cancel)
    {
        XElement? first = null;
        var changes = await PagesAsync(
            token => new AwsQuery("DescribeChangeSet").With("ChangeSetName", id).With("NextToken", token),
            r => (first = r).Items("Changes").Select(StackXml.ReadChange),
            cancel).ConfigureAwait(false);
        return new StackChangeSet(id, first!.Required("Status"), first!.Text("StatusReason"), changes);
    }

    public Task ExecuteChangeSetAsync(string id, CancellationToken cancel)
        => new AwsQuery("ExecuteChangeSet").With("ChangeSetName", id).SendAsync(wire, cancel);

    public Task DeleteChangeSetAsync(string id, CancellationToken cancel)
        => new AwsQuery("DeleteChangeSet").With("ChangeSetName", id).SendAsync(wire, cancel);

    public void Dispose() => wire.Dispose();

    private static AwsQuery Query(string operation, StackRequest stack)
        => new AwsQuery(operation)
            .With("StackName", stack.Name)
            .With("TemplateBody", stack.Template)
            .WithAll(
                "Parameters",
                stack.Parameters.Select(p => (p.Key, Value: (string?)p.Value)).Concat(stack.Kept.Select(k => (Key: k, Value: (string?)null))),
                (q, at, p) => q.With($"{at}.ParameterKey", p.Key).With($"{at}.ParameterValue", p.Value)
                    .With($"{at}.UsePreviousValue", p.Value is null ? true : null))
            .WithAll("Tags", stack.Tags, (q, at, t) => q.With($"{at}.Key", t.Key).With($"{at}.Value", t.Value))
            .WithAll("Capabilities", stack.Capabilities);

    private Task<IReadOnlyList<T>> PagesAsync<T>(Func<string?, AwsQuery> query, Func<XElement, IEnumerable<T>> read, CancellationToken cancel)
        => AwsPages.AllAsync<T>(async token =>
        {
            var reply = await query(token).SendAsync(wire, cancel).ConfigureAwait(false);
            return (read(reply).ToList(), reply.Text("NextToken"));
        });
}
