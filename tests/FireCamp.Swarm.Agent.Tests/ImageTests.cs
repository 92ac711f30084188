using System.Globalization;
using System.Text.Json;
using FireCamp.Engine.Clients.Agent;
using FireCamp.Engine.Metadata;
using FireCamp.Engine.Platforms;
using FireCamp.Lab;
using FireCamp.Lab.Swarm;

namespace FireCamp.Swarm.Agent.Tests;

/// <summary>Nodes get the images of members that may come to them, from a real registry, by their dockerds.</summary>
public sealed class ImageTests(AgentLab lab)
{
    private static readonly LabMachine First = 1;
    private static readonly LabMachine Second = 2;
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task Image_OfAMemberThatMayCome_IsSoonThereInItsZoneAndNowhereElse()
    {
        Assert.SkipUnless(lab.Missing.Length == 0, $"missing: {lab.Missing}");
        var image = $"zookeeper:3.8@{await DigestAsync("zookeeper:3.8")}";
        Assert.Empty(await HavingAsync(image));
        await RecordAsync("ahead", "b", image);
        await Soon.TrueAsync(
            async () => (await ImagesAsync("n2")).Contains(new AgentImage(image, true, "")), () => $"n2 has it\n{lab.Logs()}", None);
        Assert.Equal([Second], await HavingAsync(image));
        Assert.DoesNotContain(await ImagesAsync("n1"), i => i.Image == image);

        // It is as good as one that Docker pulled for a container: nothing is left to be pulled.
        await lab.Lab.DockerAsync(Second, ["run", "--rm", "--pull", "never", "--network", "none", image, "/bin/true"], None);
        await ForgetAsync("ahead");
        await Soon.TrueAsync(async () => (await ImagesAsync("n2")).All(i => i.Image != image), () => "n2 doesn't want it any more", None);
        Assert.Equal([Second], await HavingAsync(image));
    }

    [Fact]
    public async Task Image_ThatIsNotThere_IsNamedByTheAgentAndInItsLog()
    {
        Assert.SkipUnless(lab.Missing.Length == 0, $"missing: {lab.Missing}");
        var image = $"{lab.Lab.Env["LAB_REGISTRY"]}/redis:7.0@sha256:{new string('0', 64)}";
        await RecordAsync("wrong", "b", image);
        AgentImage? seen = null;
        await Soon.TrueAsync(
            async () => (seen = (await ImagesAsync("n2")).FirstOrDefault(i => i.Image == image)) is { IsThere: false, Reason.Length: > 0 },
            () => $"n2 says why: {seen}\n{lab.Logs()}", None);
        Assert.StartsWith($"Image {image} can't be pulled: manifest for ", seen!.Reason, StringComparison.Ordinal);
        Assert.EndsWith("not found: manifest unknown: manifest unknown.", seen.Reason, StringComparison.Ordinal);
        Assert.Contains($"{seen.Reason} It is tried again in 10 s.", lab.Logs(), StringComparison.Ordinal);
        await ForgetAsync("wrong");
    }

    [Fact]
    public async Task Image_OfARegistryThatWantsALogin_IsPulledWithRootsOfTheNode()
    {
        Assert.SkipUnless(lab.Missing.Length == 0, $"missing: {lab.Missing}");
        var digest = await DigestAsync("redis:7.0");
        var (address, registry) = await StartRegistryAsync();
        var image = $"{address}/redis:7.0@{digest}";
        await RecordAsync("private", "b", image);
        AgentImage? seen = null;
        await Soon.TrueAsync(
            async () => (seen = (await ImagesAsync("n2")).FirstOrDefault(i => i.Image == image)) is { IsThere: false, Reason.Length: > 0 },
            () => $"n2 may not have it yet: {seen}\n{lab.Logs()}", None);
        Assert.Contains("no basic auth credentials", seen!.Reason, StringComparison.Ordinal);

        await lab.Lab.ExecAsync(
            Second, ["sh", "-c", $"echo lab | docker --config /root/.docker login --username lab --password-stdin {address}"], None);
        await Soon.TrueAsync(
            async () => (await ImagesAsync("n2")).Contains(new AgentImage(image, true, "")), () => $"n2 has it\n{lab.Logs()}", None);
        await ForgetAsync("private");
        await lab.Lab.ExecAsync(LabMachine.Registry, ["kill", registry.ToString(CultureInfo.InvariantCulture)], None);
    }

    /// <summary>Beside the lab's registry one with the same images, which wants user and password "lab".</summary>
    private async Task<(string Address, int Process)> StartRegistryAsync()
    {
        const string Htpasswd = "lab:$2y$05$abcdefghijklmnopqrstuup1vlAAUDMpgzvqmIu/m0vJZ3muqfVsK";
        const string Start = """
            printf '%s\n' "$1" > /run/htpasswd
            printf '%s\n' "$2" > /run/registry.yml
            setsid docker-registry serve /run/registry.yml > /run/registry.log 2>&1 < /dev/null & echo $!
            """;
        var address = lab.Lab.Env["LAB_REGISTRY"].Replace(":5000", ":5001", StringComparison.Ordinal);
        var config = $$"""
            version: 0.1
            log: { level: warn, accesslog: { disabled: true } }
            storage: { filesystem: { rootdirectory: {{lab.Lab.Path}}/registry/images } }
            auth: { htpasswd: { realm: lab, path: /run/htpasswd } }
            http: { addr: "{{address}}" }
            """;
        var process = await lab.Lab.ExecAsync(LabMachine.Registry, ["sh", "-c", Start, "sh", Htpasswd, config], None);
        await Soon.TrueAsync(
            async () => await lab.Lab.ExecAsync(
                Second, ["sh", "-c", $"curl --silent --output /dev/null --write-out '%{{http_code}}' http://{address}/v2/ || :"], None) == "401",
            () => "the registry wants a login", None);
        return (address, int.Parse(process, CultureInfo.InvariantCulture));
    }

    private async Task<string> DigestAsync(string image)
    {
        var answer = await lab.Lab.ExecAsync(
            First, ["curl", "--silent", "--unix-socket", "/run/docker.sock", $"http://docker/v1.41/distribution/{image}/json"], None);
        return JsonDocument.Parse(answer).RootElement.GetProperty("Descriptor").GetProperty("digest").GetString()!;
    }

    private async Task<IReadOnlyList<LabMachine>> HavingAsync(string image)
    {
        var digest = image[(image.IndexOf('@', StringComparison.Ordinal) + 1)..];
        List<LabMachine> having = [];
        foreach (var node in (LabMachine[])[First, Second])
        {
            if ((await lab.Lab.DockerAsync(node, ["images", "--digests", "--all"], None)).Contains(digest, StringComparison.Ordinal))
            {
                having.Add(node);
            }
        }

        return having;
    }

    private async Task<IReadOnlyList<AgentImage>> ImagesAsync(string node)
    {
        using var client = new AgentClient($"unix://{lab.Paths.AgentSocket(node)}", TimeProvider.System);
        return await client.ListImagesAsync(None);
    }

    private Task RecordAsync(string service, string zone, string image)
        => lab.Store.PutAsync(Keys.Unit(service, $"{service}-0"), new MemberUnit
        {
            Service = service, Member = $"{service}-0", Group = $"{service}/members", Zone = zone, MemoryBytes = 1, RunToken = "1",
            MeantToRun = true, Image = image,
        }, 0, PlatformsJson.Default.MemberUnit, None);

    private Task ForgetAsync(string service) => lab.Store.ForgetAsync(Keys.Unit(service, $"{service}-0"), None);
}
