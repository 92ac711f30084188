using System.Text;
using System.Xml.Linq;
using Amazon.Runtime.Internal;
using FireCamp.Engine.Clients.Aws.Wire;

namespace FireCamp.Engine.Clients.Aws.Route53;

/// <summary>Route 53's API, as far as FireCamp needs it.</summary>
internal sealed class Route53Client(AwsWire wire) : IDisposable
{
    /// <summary>As much as one request of changes takes; see <see cref="RecordChange.Weight"/>.</summary>
    public const int MostChanges = 1000;

    private const string Zones = "/2013-04-01/hostedzone";

    /// <summary>The zones of that name, private and public ones.</summary>
    public async Task<IReadOnlyList<HostedZone>> ListZonesAsync(string name, CancellationToken cancel)
    {
        var found = new List<HostedZone>();
        (string? Name, string? Id) from = (name, null);
        while (from.Name is not null)
        {
            var reply = await GetAsync(
                "ListHostedZonesByName", "/2013-04-01/hostedzonesbyname", [("dnsname", from.Name), ("hostedzoneid", from.Id)], cancel)
                .ConfigureAwait(false);
            var zones = reply.Items("HostedZones", "HostedZone").Select(RecordXml.ReadZone).ToList();
            found.AddRange(zones.Where(z => z.Name == RecordXml.Name(name)));
            // They come ordered by name: the first other one ends the search.
            var more = reply.Flag("IsTruncated") && zones.TrueForAll(z => z.Name == RecordXml.Name(name));
            from = more ? (reply.Text("NextDNSName"), reply.Text("NextHostedZoneId")) : (null, null);
        }

        return found;
    }

    /// <summary>The zone, and the VPCs in which it is seen; null when there is no such zone.</summary>
    public async Task<(HostedZone Zone, IReadOnlyList<HostedZoneNetwork> Networks)?> FindZoneAsync(string id, CancellationToken cancel)
    {
        try
        {
            var reply = await GetAsync("GetHostedZone", $"{Zones}/{{Id}}", [], cancel, id).ConfigureAwait(false);
            return (RecordXml.ReadZone(reply.Find("HostedZone")!),
                [.. reply.Items("VPCs", "VPC").Select(v => new HostedZoneNetwork(v.Required("VPCRegion"), v.Required("VPCId")))]);
        }
        catch (AwsException e) when (e.Is("NoSuchHostedZone"))
        {
            return null;
        }
    }

    /// <param name="token">Makes a repeat an error (<c>HostedZoneAlreadyExists</c>) instead of a second zone.</param>
    public async Task<HostedZone> CreatePrivateZoneAsync(
        string name, HostedZoneNetwork network, string comment, string token, CancellationToken cancel)
    {
        var body = RecordXml.Element(
            "CreateHostedZoneRequest",
            RecordXml.Element("Name", name + "."),
            Network(network),
            RecordXml.Element("CallerReference", token),
            RecordXml.Element("HostedZoneConfig", RecordXml.Element("Comment", comment), RecordXml.Element("PrivateZone", true)));
        var reply = await PostAsync("CreateHostedZone", Zones, body, cancel).ConfigureAwait(false);
        return RecordXml.ReadZone(reply.Find("HostedZone")!);
    }

    /// <summary>The zone's names resolve in that VPC too.</summary>
    public Task AssociateAsync(string zone, HostedZoneNetwork network, CancellationToken cancel)
        => PostAsync(
            "AssociateVPCWithHostedZone", $"{Zones}/{{Id}}/associatevpc",
            RecordXml.Element("AssociateVPCWithHostedZoneRequest", Network(network)), cancel, zone);

    /// <summary>The zone is gone; an absent one is success.</summary>
    /// <exception cref="AwsException">It has records (<c>HostedZoneNotEmpty</c>).</exception>
    public async Task DeleteZoneAsync(string zone, CancellationToken cancel)
    {
        try
        {
            await SendAsync("DeleteHostedZone", "DELETE", $"{Zones}/{{Id}}", zone, _ => { }, cancel).ConfigureAwait(false);
        }
        catch (AwsException e) when (e.Is("NoSuchHostedZone"))
        {
        }
    }

    /// <summary>All record sets of the zone.</summary>
    public async Task<IReadOnlyList<RecordSet>> ListRecordsAsync(string zone, CancellationToken cancel)
    {
        var all = new List<RecordSet>();
        (string, string?)[] from = [];
        while (true)
        {
            var reply = await GetAsync("ListResourceRecordSets", $"{Zones}/{{Id}}/rrset", from, cancel, zone).ConfigureAwait(false);
            all.AddRange(reply.Items("ResourceRecordSets", "ResourceRecordSet").Select(RecordXml.ReadSet));
            if (!reply.Flag("IsTruncated"))
            {
                return all;
            }

            from =
            [
                ("name", reply.Text("NextRecordName")), ("type", reply.Text("NextRecordType")), ("identifier", reply.Text("NextRecordIdentifier")),
            ];
        }
    }

    /// <summary>All changes are made or none; they reach all of Route 53's servers within about a minute.</summary>
    /// <returns>By which <see cref="IsInSyncAsync"/> knows them.</returns>
    public async Task<string> ChangeAsync(string zone, IReadOnlyList<RecordChange> changes, CancellationToken cancel)
    {
        var body = RecordXml.Element(
            "ChangeResourceRecordSetsRequest", RecordXml.Element("ChangeBatch", RecordXml.Element("Changes", changes.Select(RecordXml.Write))));
        var reply = await PostAsync("ChangeResourceRecordSets", $"{Zones}/{{Id}}/rrset/", body, cancel, zone).ConfigureAwait(false);
        return RecordXml.PlainId(reply.Find("ChangeInfo")!.Required("Id"));
    }

    /// <summary>Whether all servers answer with the change.</summary>
    public async Task<bool> IsInSyncAsync(string change, CancellationToken cancel)
    {
        var reply = await GetAsync("GetChange", "/2013-04-01/change/{Id}", [], cancel, change).ConfigureAwait(false);
        return reply.Find("ChangeInfo")?.Text("Status") == "INSYNC";
    }

    public void Dispose() => wire.Dispose();

    private static XElement Network(HostedZoneNetwork network)
        => RecordXml.Element("VPC", RecordXml.Element("VPCRegion", network.Region), RecordXml.Element("VPCId", network.VpcId));

    private Task<XElement> GetAsync(
        string operation, string path, IEnumerable<(string Name, string? Value)> query, CancellationToken cancel, string? id = null)
        => SendAsync(
            operation,
            "GET",
            path,
            id,
            request =>
            {
                request.UseQueryString = true;
                foreach (var (name, value) in query.Where(q => q.Value is not null))
                {
                    request.Parameters[name] = value;
                }
            },
            cancel);

    private Task<XElement> PostAsync(string operation, string path, XElement body, CancellationToken cancel, string? id = null)
        => SendAsync(
            operation,
            "POST",
            path,
            id,
            request =>
            {
                request.Headers["Content-Type"] = "application/xml";
                request.Content = Encoding.UTF8.GetBytes(body.ToString(SaveOptions.DisableFormatting));
            },
            cancel);

    private async Task<XElement> SendAsync(string operation, string method, string path, string? id, Action<IRequest> write, CancellationToken cancel)
    {
        var body = await wire.SendAsync(
            operation,
            request =>
            {
                (request.HttpMethod, request.ResourcePath) = (method, path);
                if (id is not null)
                {
                    request.AddPathResource("{Id}", id);
                }

                write(request);
            },
            cancel).ConfigureAwait(false);
        return AwsXml.Parse(body);
    }
}
