using Amazon.EC2;
using Amazon.EC2.Model;
using FireCamp.Engine.Clients.Aws.Wire;

namespace FireCamp.Engine.Clients.Aws.Ec2;

/// <summary>EC2's calls about volumes, as far as FireCamp needs them.</summary>
internal sealed class Ec2Volumes(AwsConnection aws)
{
    /// <summary>How many volumes are asked for in one call.</summary>
    private const int MostAsked = 200;

    public AwsConnection Connection => aws;

    private AmazonEC2Client Ec2 => aws.Ec2.Value;

    /// <summary>Those that exist. One that was made just now may be missing for a moment.</summary>
    public Task<IReadOnlyList<Ec2Volume>> ListAsync(IEnumerable<string> ids, CancellationToken cancel)
        => AwsPages.BatchesAsync(ids, MostAsked, batch => FilterAsync("volume-id", batch, cancel));

    /// <summary>Those with the tag.</summary>
    public Task<IReadOnlyList<Ec2Volume>> ListTaggedAsync(string tag, string value, CancellationToken cancel)
        => FilterAsync($"tag:{tag}", [value], cancel);

    /// <summary>Those that are attached to the instance, or being attached or detached.</summary>
    public Task<IReadOnlyList<Ec2Volume>> ListOnAsync(string instance, CancellationToken cancel)
        => FilterAsync("attachment.instance-id", [instance], cancel);

    public async Task<Ec2Volume?> FindAsync(string id, CancellationToken cancel)
        => (await FilterAsync("volume-id", [id], cancel).ConfigureAwait(false)).FirstOrDefault();

    public async Task<Ec2Volume> CreateAsync(Ec2VolumeRequest volume, CancellationToken cancel)
    {
        var request = new CreateVolumeRequest
        {
            ClientToken = volume.Token,
            AvailabilityZone = volume.Zone,
            Size = volume.GiB,
            VolumeType = volume.Type,
            Iops = volume.Iops,
            Throughput = volume.Throughput,
            Encrypted = volume.Encrypted,
            KmsKeyId = volume.KmsKey,
            SnapshotId = volume.SnapshotId,
            TagSpecifications = [Ec2Tags.Specification(ResourceType.Volume, volume.Tags)],
        };
        var made = await CallAsync("CreateVolume", () => Ec2.CreateVolumeAsync(request, cancel), cancel).ConfigureAwait(false);
        return Read(made.Volume);
    }

    public Task AttachAsync(string volume, string instance, string device, CancellationToken cancel)
        => CallAsync("AttachVolume", () => Ec2.AttachVolumeAsync(new AttachVolumeRequest(volume, instance, device), cancel), cancel);

    /// <summary>The volume is being detached; one that is on no instance is success.</summary>
    /// <param name="force">Without waiting for the instance, as if its cable were pulled.</param>
    public async Task DetachAsync(string volume, string instance, bool force, CancellationToken cancel)
    {
        var request = new DetachVolumeRequest(volume) { InstanceId = instance, Force = force };
        try
        {
            await CallAsync("DetachVolume", () => Ec2.DetachVolumeAsync(request, cancel), cancel).ConfigureAwait(false);
        }
        catch (AwsException e) when (e.Is("IncorrectState", "InvalidAttachment.NotFound", "InvalidVolume.NotFound"))
        {
        }
    }

    /// <summary>The volume is gone; an absent one is success.</summary>
    public async Task DeleteAsync(string volume, CancellationToken cancel)
    {
        try
        {
            await CallAsync("DeleteVolume", () => Ec2.DeleteVolumeAsync(new DeleteVolumeRequest(volume), cancel), cancel).ConfigureAwait(false);
        }
        catch (AwsException e) when (e.Is("InvalidVolume.NotFound"))
        {
        }
    }

    /// <summary>The volume is being made larger or another type.</summary>
    public Task ModifyAsync(string volume, int gib, string type, int? iops, int? throughput, CancellationToken cancel)
    {
        var request = new ModifyVolumeRequest { VolumeId = volume, Size = gib, VolumeType = type, Iops = iops, Throughput = throughput };
        return CallAsync("ModifyVolume", () => Ec2.ModifyVolumeAsync(request, cancel), cancel);
    }

    /// <summary>How far the volume's last modification is, and why it failed: <c>modifying</c>, <c>optimizing</c>, <c>completed</c>, <c>failed</c>;
    /// null where there was none.</summary>
    public async Task<(string State, string? Message)?> FindModificationAsync(string volume, CancellationToken cancel)
    {
        var request = new DescribeVolumesModificationsRequest { Filters = [new Filter("volume-id", [volume])] };
        var found = await CallAsync("DescribeVolumesModifications", () => Ec2.DescribeVolumesModificationsAsync(request, cancel), cancel)
            .ConfigureAwait(false);
        return found.VolumesModifications?.OrderByDescending(m => m.StartTime).FirstOrDefault() is { } last
            ? (last.ModificationState.Value, last.StatusMessage)
            : null;
    }

    private Task<IReadOnlyList<Ec2Volume>> FilterAsync(string name, IEnumerable<string> values, CancellationToken cancel)
    {
        var request = new DescribeVolumesRequest { Filters = [new Filter(name, [.. values])], MaxResults = 500 };
        return AwsPages.AllAsync<Ec2Volume>(async token =>
        {
            request.NextToken = token;
            var page = await CallAsync("DescribeVolumes", () => Ec2.DescribeVolumesAsync(request, cancel), cancel).ConfigureAwait(false);
            return ((page.Volumes ?? []).Select(Read).ToList(), page.NextToken);
        });
    }

    private static Task<T> CallAsync<T>(string operation, Func<Task<T>> send, CancellationToken cancel)
        => AwsFailures.Translated($"ec2:{operation}", send, cancel);

    // gp3, io2 and st1 are on one instance at a time: FireCamp makes no volume for several.
    private static Ec2Volume Read(Volume volume) => new(
        volume.VolumeId, volume.State?.Value ?? "", volume.AvailabilityZone, volume.Size ?? 0, volume.VolumeType?.Value ?? "", volume.Iops,
        volume.Throughput, volume.Encrypted ?? false, volume.KmsKeyId, volume.SnapshotId,
        (volume.Attachments ?? []).Where(a => a.State != VolumeAttachmentState.Detached)
            .Select(a => new Ec2Attachment(a.InstanceId, a.Device, a.State?.Value ?? "")).FirstOrDefault(),
        Ec2Tags.Read(volume.Tags));
}
