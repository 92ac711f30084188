using System.Xml.Linq;

namespace FireCamp.Testing.Aws.Rules;

/// <summary>A private address is on one interface: taking it from another needs leave, and then it has left the other.</summary>
/// <remarks>Our reading of AWS: AssignPrivateIpAddresses and UnassignPrivateIpAddresses. The emulator leaves a moved address on both.</remarks>
internal sealed class AddressRule : IAwsRule
{
    public async Task<HttpResponseMessage?> AnswerAsync(AwsRequest request, AwsBackdoor backdoor) => request.Name.Operation switch
    {
        "AssignPrivateIpAddresses" => await AssignAsync(request, backdoor),
        "UnassignPrivateIpAddresses" => await UnassignAsync(request, backdoor),
        _ => null,
    };

    private static async Task<HttpResponseMessage?> AssignAsync(AwsRequest request, AwsBackdoor backdoor)
    {
        var own = request["NetworkInterfaceId"];
        foreach (var address in request.List("PrivateIpAddress"))
        {
            foreach (var other in (await HoldersAsync(request, backdoor, address)).Where(h => h.Id != own))
            {
                if (request["AllowReassignment"] != "true")
                {
                    return AwsAnswers.Refusal(request, "InvalidParameterValue", $"[{address}] is already assigned to another interface.");
                }

                if (other.IsPrimary)
                {
                    return AwsAnswers.Refusal(request, "InvalidParameterValue", $"[{address}] is the primary address of another interface.");
                }

                await backdoor.Ec2Async(
                    "UnassignPrivateIpAddresses", request, ("NetworkInterfaceId", other.Id), ("PrivateIpAddress.1", address));
            }
        }

        return null;
    }

    private static async Task<HttpResponseMessage?> UnassignAsync(AwsRequest request, AwsBackdoor backdoor)
    {
        foreach (var address in request.List("PrivateIpAddress"))
        {
            if (!(await HoldersAsync(request, backdoor, address)).Any(h => h.Id == request["NetworkInterfaceId"]))
            {
                return AwsAnswers.Refusal(request, "InvalidParameterValue", $"Some of [{address}] are not assigned to the interface.");
            }
        }

        return null;
    }

    private static async Task<List<(string Id, bool IsPrimary)>> HoldersAsync(AwsRequest request, AwsBackdoor backdoor, string address)
        => [
            .. (await backdoor.Ec2Async("DescribeNetworkInterfaces", request)).Descendants("networkInterfaceSet").Elements("item")
                .SelectMany(i => i.Elements("privateIpAddressesSet").Elements("item"), (Interface, Address) => (Interface, Address))
                .Where(h => h.Address.Element("privateIpAddress")?.Value == address)
                .Select(h => (h.Interface.Element("networkInterfaceId")!.Value, h.Address.Element("primary")?.Value == "true")),
        ];
}
