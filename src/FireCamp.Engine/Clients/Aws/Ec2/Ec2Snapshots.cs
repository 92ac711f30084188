using Amazon.EC2;
using Amazon.EC2.Model;
using FireCamp.Engine.Clients.Aws.Wire;

namespace FireCamp.Engine.Clients.Aws.Ec2;

/// <summary>EC2's calls about snapshots, as far as FireCamp needs them.</summary>
internal sealed class Ec2Snapshots(AwsConnection aws)
{
    private AmazonEC2Client Ec2 => aws.Ec2.Value;

    public string Region => aws.Settings.Region;

    /// <summary>This account's with the tag, the oldest first. One that was made just now may be missing for a moment.</summary>
    public async Task<IReadOnlyList<Ec2Snapshot>> ListTaggedAsync(string tag, string value, CancellationToken cancel)
        => [
            .. (await FilterAsync($"tag:{tag}", value, cancel).ConfigureAwait(false)).OrderBy(s => s.Started)
                .ThenBy(s => s.Id, StringComparer.Ordinal),
        ];

    public async Task<Ec2Snapshot?> FindAsync(string id, CancellationToken cancel)
        => (await FilterAsync("snapshot-id", id, cancel).ConfigureAwait(false)).FirstOrDefault();

    /// <summary>A snapshot of the volume at this moment; it is usable once it is <c>completed</c>.</summary>
    public async Task<string> CreateAsync(string volume, string description, IReadOnlyDictionary<string, string> tags, CancellationToken cancel)
    {
        var request = new CreateSnapshotRequest(volume, description)
        {
            TagSpecifications = [Ec2Tags.Specification(ResourceType.Snapshot, tags)],
        };
        return (await CallAsync("CreateSnapshot", () => Ec2.CreateSnapshotAsync(request, cancel), cancel).ConfigureAwait(false)).Snapshot.SnapshotId;
    }

    /// <summary>A copy, in this connection's region, of another region's snapshot; it is usable once it is <c>completed</c>.</summary>
    /// <param name="kmsKey">Of this region; null for the account's own key for EBS.</param>
    public async Task<string> CopyAsync(
        string fromRegion, string snapshot, string? kmsKey, string description, IReadOnlyDictionary<string, string> tags, CancellationToken cancel)
    {
        var request = new CopySnapshotRequest
        {
            SourceRegion = fromRegion,
            SourceSnapshotId = snapshot,
            DestinationRegion = Region,
            Encrypted = true,
            KmsKeyId = kmsKey,
            Description = description,
            TagSpecifications = [Ec2Tags.Specification(ResourceType.Snapshot, tags)],
        };
        return (await CallAsync("CopySnapshot", () => Ec2.CopySnapshotAsync(request, cancel), cancel).ConfigureAwait(false)).SnapshotId;
    }

    /// <summary>The snapshot is gone; an absent one is success.</summary>
    public async Task DeleteAsync(string id, CancellationToken cancel)
    {
        try
        {
            await CallAsync("DeleteSnapshot", () => Ec2.DeleteSnapshotAsync(new DeleteSnapshotRequest(id), cancel), cancel).ConfigureAwait(false);
        }
        catch (AwsException e) when (e.Is("InvalidSnapshot.NotFound"))
        {
        }
    }

    private Task<IReadOnlyList<Ec2Snapshot>> FilterAsync(string name, string value, CancellationToken cancel)
    {
        var request = new DescribeSnapshotsRequest { OwnerIds = ["self"], Filters = [new Filter(name, [value])], MaxResults = 500 };
        return AwsPages.AllAsync<Ec2Snapshot>(async token =>
        {
            request.NextToken = token;
            var page = await CallAsync("DescribeSnapshots", () => Ec2.DescribeSnapshotsAsync(request, cancel), cancel).ConfigureAwait(false);
            return ((page.Snapshots ?? []).Select(Read).ToList(), page.NextToken);
        });
    }

    private static Task<T> CallAsync<T>(string operation, Func<Task<T>> send, CancellationToken cancel)
        => AwsFailures.Translated($"ec2:{operation}", send, cancel);

    private static Ec2Snapshot Read(Snapshot snapshot) => new(
        snapshot.SnapshotId, snapshot.State?.Value ?? "", snapshot.StateMessage, snapshot.Progress, snapshot.VolumeId, snapshot.VolumeSize ?? 0,
        snapshot.StartTime, Ec2Tags.Read(snapshot.Tags));
}
