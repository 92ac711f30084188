using FireCamp.Engine.Clients.Aws;
using FireCamp.Engine.Clients.Aws.Ec2;

namespace FireCamp.Engine.Volumes.Ebs;

/// <summary>Has one volume attached to one instance, whatever it is attached to now.</summary>
/// <remarks>
/// EC2 attaches a volume to one instance only; who that may be is decided by the record in the metadata store. It is looked at again right
/// before each call that changes anything, so that of two that are at it the older one gives up.
/// </remarks>
/// <param name="isStillWanted">Throws when a higher epoch has the volume.</param>
internal sealed class EbsAttacher(
    Ec2Volumes ec2, EbsSettings settings, IVolumeFence fence, TimeProvider time, string name, string volumeId, Func<Task> isStillWanted)
{
    private readonly HashSet<string> unusable = [];
    private (string State, long Since) seen = ("", 0);

    /// <summary>The volume is attached to the instance.</summary>
    /// <returns>The device under which it was attached.</returns>
    /// <exception cref="VolumeException">It can't be, or not in time.</exception>
    public Task<string> AttachAsync(string instance, VolumeHolding? last, CancellationToken cancel)
        => EbsWait.UntilAsync(
            () => StepAsync(instance, last, cancel),
            settings.Within,
            settings.LookEvery,
            time,
            () => new VolumeException(
                name,
                $"{volumeId} is still not attached to {instance} after {settings.Within.TotalSeconds:0} s: it is {seen.State}.",
                "See the volume and both instances in EC2; force-detach it there if the old instance is certainly off, then repeat."),
            cancel);

    /// <summary>The volume is on no instance.</summary>
    /// <exception cref="VolumeException">It can't be taken off, or not in time.</exception>
    public Task DetachAsync(VolumeHolding? last, bool isUnmounted, CancellationToken cancel)
        => EbsWait.UntilAsync(
            async () =>
            {
                var volume = await ec2.FindAsync(volumeId, cancel).ConfigureAwait(false);
                Note(volume);
                if (volume?.Attachment is not { } attachment)
                {
                    return "";
                }

                await LetGoAsync(attachment, last, isUnmounted, cancel).ConfigureAwait(false);
                return null;
            },
            settings.Within,
            settings.LookEvery,
            time,
            () => new VolumeException(name, $"{volumeId} is still {seen.State} after {settings.Within.TotalSeconds:0} s.",
                "Stop what uses it on its instance, or force-detach it in EC2 if that is certainly off; then repeat."),
            cancel);

    /// <returns>The device, once it is attached to the instance.</returns>
    private async Task<string?> StepAsync(string instance, VolumeHolding? last, CancellationToken cancel)
    {
        var volume = await ec2.FindAsync(volumeId, cancel).ConfigureAwait(false);
        Note(volume);
        switch (volume)
        {
            case null or { State: "deleting" or "deleted" or "error" }:
                throw Gone(volume?.State);
            case { Attachment: { State: "attached" } attachment } when attachment.InstanceId == instance:
                return attachment.Device;
            case { Attachment: { State: "attaching" } attachment } when attachment.InstanceId == instance:
                await GiveUpStuckAsync(attachment, cancel).ConfigureAwait(false);
                return null;
            case { Attachment: { } attachment }:
                await isStillWanted().ConfigureAwait(false);
                await LetGoAsync(attachment, last, isUnmounted: false, cancel).ConfigureAwait(false);
                return null;
            case { State: "available" }:
                await isStillWanted().ConfigureAwait(false);
                await TryAttachAsync(instance, cancel).ConfigureAwait(false);
                return null;
            default:
                return null;
        }
    }

    private async Task TryAttachAsync(string instance, CancellationToken cancel)
    {
        var used = (await ec2.ListOnAsync(instance, cancel).ConfigureAwait(false)).Select(v => v.Attachment?.Device).OfType<string>();
        var device = DeviceNames.Free(used.Concat(unusable))
            ?? throw new VolumeException(name, $"{instance} has no name left for another volume.", "Move members to other nodes, or add one.");
        try
        {
            await ec2.AttachAsync(volumeId, instance, device, cancel).ConfigureAwait(false);
        }
        catch (AwsException e) when (e.Is("VolumeInUse", "IncorrectState", "IncorrectInstanceState"))
        {
            // Somebody else's for the moment, or the instance is just starting: the next look tells.
        }
        catch (AwsException e) when (e.Is("InvalidParameterValue") && e.Message.Contains(device, StringComparison.Ordinal))
        {
            unusable.Add(device);
        }
        catch (AwsException e) when (e.Is("AttachmentLimitExceeded"))
        {
            throw new VolumeException(name, $"{instance} takes no more volumes.", "Move members to other nodes, or use a larger type.", e);
        }
        catch (AwsException e) when (e.Is("InvalidVolume.NotFound"))
        {
            throw Gone(null);
        }
        catch (AwsException e) when (e.Is("InvalidVolume.ZoneMismatch"))
        {
            throw new VolumeException(name, $"{instance} is in another zone than {volumeId}.", "Run the member in the volume's zone.", e);
        }
    }

    // What is being attached isn't used by anybody yet, so force harms nothing. A device's name is what mostly is to blame.
    private async Task GiveUpStuckAsync(Ec2Attachment attachment, CancellationToken cancel)
    {
        if (time.GetElapsedTime(seen.Since) > settings.AttachingFor)
        {
            unusable.Add(attachment.Device);
            await isStillWanted().ConfigureAwait(false);
            await ec2.DetachAsync(volumeId, attachment.InstanceId, force: true, cancel).ConfigureAwait(false);
        }
    }

    private async Task LetGoAsync(Ec2Attachment attachment, VolumeHolding? last, bool isUnmounted, CancellationToken cancel)
    {
        if (attachment.State is "attached" or "attaching")
        {
            await ec2.DetachAsync(volumeId, attachment.InstanceId, force: false, cancel).ConfigureAwait(false);
        }
        else if (time.GetElapsedTime(seen.Since) > settings.GentleFor
            && (isUnmounted || await fence.AllowsForceAsync(name, attachment.InstanceId, last, cancel).ConfigureAwait(false)))
        {
            await ec2.DetachAsync(volumeId, attachment.InstanceId, force: true, cancel).ConfigureAwait(false);
        }
    }

    private void Note(Ec2Volume? volume)
    {
        var state = volume is null ? "gone"
            : volume.Attachment is { } a ? $"{a.State} ({a.InstanceId}, {a.Device})"
            : volume.State;
        if (state != seen.State)
        {
            seen = (state, time.GetTimestamp());
        }
    }

    private VolumeException Gone(string? state) => new(name, $"its EBS volume {volumeId} is {state ?? "gone"}.",
        "It was deleted outside of FireCamp, or has failed: restore the member from a backup.");
}
