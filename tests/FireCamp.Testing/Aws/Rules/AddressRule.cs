using System.Globalization;
using System.Security.Cryptography;
using System.Text;
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
        "DescribeNetworkInterfaces" => await FindAsync(request, backdoor),
        _ => null,
    };

    /// <summary>What the emulator gives as hardware addresses are none; each interface has one of its own, told from its id.</summary>
    public async Task<HttpResponseMessage> CorrectAsync(AwsRequest request, HttpResponseMessage response)
    {
        if (request.Name.Operation != "DescribeNetworkInterfaces" || !response.IsSuccessStatusCode)
        {
            return response;
        }

        return AwsAnswers.Ok(WithHardware(AwsBackdoor.Plain(XElement.Parse(await response.Content.ReadAsStringAsync()))));
    }

    // The emulator finds no secondary address by this filter.
    private static async Task<HttpResponseMessage?> FindAsync(AwsRequest request, AwsBackdoor backdoor)
    {
        if (request["Filter.1.Name"] != "addresses.private-ip-address")
        {
            return null;
        }

        var wanted = request["Filter.1.Value.1"];
        var root = await backdoor.Ec2Async("DescribeNetworkInterfaces", request);
        root.Descendants("networkInterfaceSet").Elements("item")
            .Where(i => i.Elements("privateIpAddressesSet").Elements("item").All(a => a.Element("privateIpAddress")?.Value != wanted)).Remove();
        return AwsAnswers.Ok(WithHardware(root));
    }

    private static byte[] WithHardware(XElement root)
    {
        foreach (var item in root.Elements("networkInterfaceSet").Elements("item"))
        {
            var hash = SHA256.HashData(Encoding.UTF8.GetBytes(item.Element("networkInterfaceId")!.Value));
            item.SetElementValue("macAddress", "02:" + string.Join(':', hash.Take(5).Select(b => b.ToString("x2", CultureInfo.InvariantCulture))));
        }

        return Encoding.UTF8.GetBytes(root.ToString());
    }

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
