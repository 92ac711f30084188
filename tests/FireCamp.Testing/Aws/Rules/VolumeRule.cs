using System.Collections.Concurrent;
using System.Text;
using System.Xml.Linq;

namespace FireCamp.Testing.Aws.Rules;

/// <summary>A volume is attached to one instance only, in its zone, at a free device; attaching and detaching can be made to get stuck.</summary>
/// <remarks>
/// Our reading of AWS: the errors of AttachVolume and DetachVolume. The emulator moves a volume that is in use, and knows no zones.
/// </remarks>
public sealed class VolumeRule : IAwsRule
{
    private readonly ConcurrentDictionary<string, string> stuck = new();

    /// <summary>The volume is being attached, or being detached, until it is let go or detached by force.</summary>
    /// <param name="state"><c>attaching</c> or <c>detaching</c>.</param>
    public void Stick(string volume, string state) => stuck[volume] = state;

    public void LetGo(string volume) => stuck.TryRemove(volume, out _);

    async Task<HttpResponseMessage?> IAwsRule.AnswerAsync(AwsRequest request, AwsBackdoor backdoor) => request.Name.Operation switch
    {
        "AttachVolume" => await AttachAsync(request, backdoor),
        "DetachVolume" => await DetachAsync(request, backdoor),
        _ => null,
    };

    async Task<HttpResponseMessage> IAwsRule.CorrectAsync(AwsRequest request, HttpResponseMessage response)
    {
        if (request.Name.Operation != "DescribeVolumes" || !response.IsSuccessStatusCode || stuck.IsEmpty)
        {
            return response;
        }

        var root = AwsBackdoor.Plain(XElement.Parse(await response.Content.ReadAsStringAsync()));
        foreach (var attachment in root.Descendants("attachmentSet").Elements("item"))
        {
            if (stuck.TryGetValue(attachment.Element("volumeId")!.Value, out var state))
            {
                attachment.SetElementValue("status", state);
            }
        }

        return AwsAnswers.Ok(Encoding.UTF8.GetBytes(root.ToString()));
    }

    private static async Task<HttpResponseMessage?> AttachAsync(AwsRequest request, AwsBackdoor backdoor)
    {
        if (request["VolumeId"] is not { } volumeId || request["InstanceId"] is not { } instanceId)
        {
            return null;
        }

        var volumes = await backdoor.Ec2Async("DescribeVolumes", request);
        var volume = volumes.Descendants("volumeSet").Elements("item").FirstOrDefault(v => v.Element("volumeId")?.Value == volumeId);
        var instances = await backdoor.Ec2Async("DescribeInstances", request);
        var instance = instances.Descendants("instancesSet").Elements("item").FirstOrDefault(i => i.Element("instanceId")?.Value == instanceId);
        if (volume is null || instance is null)
        {
            // The emulator says so itself.
            return null;
        }

        if (instance.Element("instanceState")?.Element("name")?.Value is not ("running" or "stopped" or "pending"))
        {
            return AwsAnswers.Refusal(request, "IncorrectState", $"Instance '{instanceId}' is not 'running'.");
        }

        if (volume.Element("status")?.Value != "available")
        {
            return AwsAnswers.Refusal(request, "VolumeInUse", $"{volumeId} is already attached to an instance");
        }

        if (instance.Element("placement")?.Element("availabilityZone")?.Value is { } zone && volume.Element("availabilityZone")?.Value != zone)
        {
            return AwsAnswers.Refusal(request, "InvalidVolume.ZoneMismatch", $"'{volumeId}' is not in the zone of '{instanceId}'");
        }

        return volumes.Descendants("attachmentSet").Elements("item")
            .Any(a => a.Element("instanceId")?.Value == instanceId && a.Element("device")?.Value == request["Device"])
            ? AwsAnswers.Refusal(request, "InvalidParameterValue", $"Attachment point {request["Device"]} is already in use")
            : null;
    }

    private async Task<HttpResponseMessage?> DetachAsync(AwsRequest request, AwsBackdoor backdoor)
    {
        if (request["VolumeId"] is not { } volumeId)
        {
            return null;
        }

        var volumes = await backdoor.Ec2Async("DescribeVolumes", request);
        var volume = volumes.Descendants("volumeSet").Elements("item").FirstOrDefault(v => v.Element("volumeId")?.Value == volumeId);
        if (volume?.Element("status")?.Value == "available")
        {
            return AwsAnswers.Refusal(request, "IncorrectState", $"Volume '{volumeId}' is in the 'available' state.");
        }

        if (request["Force"] == "true")
        {
            stuck.TryRemove(volumeId, out _);
            return null;
        }

        return stuck.ContainsKey(volumeId)
            ? AwsAnswers.Xml($"<DetachVolumeResponse><volumeId>{volumeId}</volumeId><status>detaching</status></DetachVolumeResponse>")
            : null;
    }
}
