using FireCamp.Engine.Catalog;
using FireCamp.Engine.Model;

namespace FireCamp.Engine.Tests.Catalog;

public sealed class MemberRendererTests : IDisposable
{
    private readonly SampleKind _kind = new();

    public void Dispose() => _kind.Dispose();

    [Fact]
    public void Render_Member_HasWhatTheDefinitionSays()
    {
        var member = Render()[1];

        Assert.Equal(("c1", "s", "Lake", "s-1", "data"), (member.Cluster, member.Service, member.Kind, member.Name, member.Group));
        Assert.Equal((0, 1, 1, "az2", MemberRole.Replica), (member.Shard, member.Index, member.Ordinal, member.Zone, member.Role));
        Assert.Equal([new VolumeSpec("fc_c1_s-1", "data", "/data", ByteSize.Parse("1GB"), "az2")], member.Volumes);
        var workload = member.Workload;
        Assert.Equal(["sh", "/volumes/fc_c1_s-1/conf/start.sh"], workload.Command);
        Assert.Equal("/volumes/fc_c1_s-1/lake", workload.Environment["LAKE_DATA"]);
        Assert.Equal([new PortSpec("client", 7000), new PortSpec("bus", 7100)], workload.Ports);
        Assert.Equal(("lake", "INT", TimeSpan.FromMinutes(1)), (workload.User, workload.StopSignal, workload.StopGrace));
        Assert.Equal(("lake:2.1", "laked"), (workload.Software.Image, Assert.Single(workload.Software.Binaries)));
        Assert.Equal("auth ⟦secret:services/s/admin:raw⟧\r\n", workload.Probe.Send);
        Assert.Equal(["lakectl", "stats"], workload.Metrics!.Command);
        Assert.Equal("lake://admin@127.1.0.2:7000/", member.Connections["uri"]);
    }

    [Fact]
    public void Render_Files_AreRenderedForTheMember()
    {
        var members = Render();

        Assert.Equal(["conf/lake.conf", "conf/start.sh"], members[0].Files.Select(f => f.Path));
        Assert.Equal(["conf/lake.conf", "conf/start.sh", "conf/replica"], members[3].Files.Select(f => f.Path));
        Assert.Equal("follow 127.1.0.3:7000\n", members[3].Files[2].Content);
        Assert.Equal("0700", members[0].Files[1].Mode);
        Assert.Contains("{{ not liquid }}", members[0].Files[1].Content, StringComparison.Ordinal);
        Assert.Equal(
            """
            listen 127.1.0.3:7000
            cache 128
            peer.0=127.1.0.3:7000
            peer.1=127.1.0.4:7000
            compress on
            password "⟦secret:services/s/admin:quoted⟧"

            """,
            members[2].Files[0].Content);
    }

    [Fact]
    public void Render_Actions_AreWhereTheyRun()
    {
        var members = Render();

        Assert.Equal(["initialize", "reload", "promote"], members[0].Workload.Actions.Keys);
        Assert.All(members.Skip(1), m => Assert.Equal(["reload", "promote"], m.Workload.Actions.Keys));
        var initialize = members[0].Workload.Actions["initialize"];
        Assert.Equal("⟦secret:services/s/admin:shell⟧", initialize.Environment["LAKE_PASSWORD"]);
        Assert.Equal(TimeSpan.FromMinutes(2), initialize.Timeout);
        Assert.Equal(["lakectl", "promote", "s-5"], members[5].Workload.Actions["promote"].Command);
    }

    [Fact]
    public void Render_OptionalVolume_IsThereWhenItsConditionHolds()
    {
        var member = Render(("JournalSize", "64MB"))[0];
        Assert.Equal(["fc_c1_s-0", "fc_c1_s-0_journal"], member.Volumes.Select(v => v.Name));
        Assert.Equal(ByteSize.Parse("64MB"), member.Volumes[1].Size);
    }

    [Fact]
    public void Render_NamesResolve_EndpointsAreNames()
    {
        var definition = _kind.Read();
        var members = MemberRenderer.Render(definition, SampleService.Input(definition, "s") with { NamesResolve = true });
        Assert.Equal("lake://admin@s-0.c1-firecamp.com:7000/", members[0].Connections["uri"]);
    }

    [Fact]
    public void Render_SameInput_GivesTheSame()
    {
        var definition = _kind.Read();
        var input = SampleService.Input(definition, "s", ("Watchers", "2"));
        var json = FireCamp.Engine.Model.ModelJson.Default.MemberSpec;
        Assert.Equal(
            MemberRenderer.Render(definition, input).Select(m => System.Text.Json.JsonSerializer.Serialize(m, json)),
            MemberRenderer.Render(definition, input).Select(m => System.Text.Json.JsonSerializer.Serialize(m, json)));
    }

    [Fact]
    public void Render_EveryName_IsWhatTheFormatSays()
    {
        const string names = """
            {{ cluster.name }} {{ cluster.domain }} {{ cluster.zones | join: '+' }} {{ platform }}
            {{ service.name }} {{ service.kind }} {{ service.version }} {{ service.major }} {{ service.memory }} {{ service.members }}
            {{ options.VolumeSize }} {{ options.Timeout2 }} {{ options.Ratio }} {{ options.Compress }} {{ options.Mode }}
            {{ member.name }} {{ member.host }} {{ member.address }} {{ member.endpointHost }} {{ member.endpoint }}
            {{ member.group }} {{ member.shard }} {{ member.index }} {{ member.ordinal }} {{ member.zone }} {{ member.role }} {{ member.memory }}
            {{ members | map: 'name' | join: ' ' }}
            {{ peers | map: 'name' | join: ' ' }} {{ others | map: 'name' | join: ' ' }} {{ primary.name }}
            {{ ports.client }} {{ ports.bus }} {{ paths.data }} {{ paths.conf }} {{ paths.run }}
            {{ credentials.admin.user }} {{ credentials.peer.user }} {{ credentials.peer.password }}
            """;
        _kind.Write("lake.conf.liquid", names);

        Assert.Equal(
            """
            c1 c1-firecamp.com az1+az2+az3 local
            s Lake 2.1 2 536870912 6
            1073741824 30 0.5 true strict
            s-3 s-3.c1-firecamp.com 127.1.0.4 127.1.0.4 127.1.0.4:7000
            data 1 1 3 az3 replica 536870912
            s-0 s-1 s-2 s-3 s-4 s-5
            s-2 s-3 s-2 s-2
            7000 7100 /volumes/fc_c1_s-3 /volumes/fc_c1_s-3/conf /volumes/fc_c1_s-3/run
            admin  ⟦secret:services/s/peer:raw⟧
            """,
            Render()[3].Files[0].Content);
    }

    [Fact]
    public void Render_GroupWithoutManagedPrimary_HasNoRoleAndAnEmptyPrimary()
    {
        _kind.Write("lake.conf.liquid", "[{{ member.role }}][{{ primary.endpoint }}]");
        Assert.Equal("[][]", Render(("Watchers", "1"))[6].Files[0].Content);
    }

    [Theory]
    [InlineData("s1", "1", new[] { "server.1=s1-0.test.com:2888:3888" })]
    [InlineData(
        "s1", "3", new[] { "server.1=s1-0.test.com:2888:3888", "server.2=s1-1.test.com:2888:3888", "server.3=s1-2.test.com:2888:3888" })]
    public void Render_ServerList_HasALineForEachMember(string service, string members, string[] expected)
    {
        _kind.Write("lake.conf.liquid", "{% for m in members %}\nserver.{{ m.ordinal | plus: 1 }}={{ m.host }}:2888:3888{% endfor %}");
        var definition = _kind.Read();
        var input = SampleService.Input(definition, service, ("Shards", "1"), ("Replicas", members));
        var rendered = MemberRenderer.Render(
            definition, input with { Members = [.. input.Members.Select(m => m with { Host = $"{m.Place.Name}.test.com" })] });

        Assert.All(rendered, m => Assert.Equal(string.Concat(expected.Select(e => $"\n{e}")), m.Files[0].Content));
    }

    [Fact]
    public void Credentials_UserNameOfAnOption_IsTheOptions()
    {
        var definition = _kind.Read();
        Assert.Equal(
            [
                new ServiceCredential("admin", "eve", "services/s/admin", IsInternal: false),
                new ServiceCredential("peer", "", "services/s/peer", IsInternal: true),
            ],
            MemberRenderer.Credentials(definition, SampleService.Spec(definition, "s", ("User", "eve"))));
    }

    [Fact]
    public void Render_SecretInAnArgumentByADetour_IsRefused()
    {
        var definition = _kind.Read();
        var sly = definition with { Start = definition.Start with { Command = ["sh", "{% for c in credentials %}{{ c[1].password }}{% endfor %}"] } };

        var error = Assert.Throws<InvalidInputException>(() => MemberRenderer.Render(sly, SampleService.Input(definition, "s")));
        Assert.Contains("everybody on the machine can see arguments", error.Message, StringComparison.Ordinal);
    }

    private IReadOnlyList<MemberSpec> Render(params (string Name, string Text)[] given)
    {
        var definition = _kind.Read();
        return MemberRenderer.Render(definition, SampleService.Input(definition, "s", given));
    }
}
