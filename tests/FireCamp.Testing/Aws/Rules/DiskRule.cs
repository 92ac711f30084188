using System.Globalization;
using System.Xml.Linq;

namespace FireCamp.Testing.Aws.Rules;

/// <summary>Gives volumes and snapshots of the emulator a content, on disks of this machine.</summary>
internal sealed class DiskRule(AwsWorld world) : IAwsRule
{
    public async Task<HttpResponseMessage> CorrectAsync(AwsRequest request, HttpResponseMessage response)
    {
        if (world.Disks is not { } disks || request.Name.Service != "ec2" || !response.IsSuccessStatusCode)
        {
            return response;
        }

        var answer = AwsBackdoor.Plain(XElement.Parse(await response.Content.ReadAsStringAsync()));
        switch (request.Name.Operation)
        {
            case "CreateVolume":
                await disks.CreateAsync(answer.Element("volumeId")!.Value, long.Parse(answer.Element("size")!.Value, CultureInfo.InvariantCulture),
                    request["SnapshotId"]);
                break;
            case "CreateSnapshot":
                await disks.CopyAsync(request["VolumeId"]!, answer.Element("snapshotId")!.Value);
                break;
            case "CopySnapshot":
                await disks.CopyAsync(request["SourceSnapshotId"]!, answer.Element("snapshotId")!.Value);
                break;
            case "AttachVolume":
                await disks.AttachAsync(request["VolumeId"]!);
                break;
            case "DetachVolume":
                await disks.DetachAsync(request["VolumeId"]!);
                break;
            case "ModifyVolume" when request["Size"] is { } size:
                await disks.GrowAsync(request["VolumeId"]!, long.Parse(size, CultureInfo.InvariantCulture));
                break;
            case "DeleteVolume":
                disks.Delete(request["VolumeId"]!);
                break;
            case "DeleteSnapshot":
                disks.Delete(request["SnapshotId"]!);
                break;
        }

        return response;
    }
}
