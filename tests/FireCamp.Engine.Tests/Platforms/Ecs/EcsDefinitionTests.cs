using System.Text.Json;
using FireCamp.Engine.Clients.Aws.Ecs;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Ecs;
using FireCamp.Engine.Tests.Platforms.Swarm;

namespace FireCamp.Engine.Tests.Platforms.Ecs;

public sealed class EcsDefinitionTests
{
    private const string Expected = """
        {
          "family": "t1_mypg-0",
          "networkMode": "host",
          "cpu": "1536",
          "containerDefinitions": [
            {
              "name": "member",
              "image": "postgres:15",
              "memory": 256,
              "essential": true,
              "entryPoint": [
                "/bin/sh",
                "-c",
                "trap \u0027exit 143\u0027 TERM INT QUIT; . /firecamp/data/run/gate"
              ],
              "mountPoints": [
                {
                  "sourceVolume": "fc_t1_mypg-0",
                  "containerPath": "/firecamp/data",
                  "readOnly": false
                },
                {
                  "sourceVolume": "fc_t1_mypg-0_journal",
                  "containerPath": "/firecamp/journal",
                  "readOnly": false
                }
              ],
              "logConfiguration": {
                "logDriver": "awslogs",
                "options": {
                  "awslogs-group": "/firecamp/t1",
                  "awslogs-region": "us-east-1",
                  "awslogs-stream-prefix": "mypg-0",
                  "mode": "non-blocking",
                  "max-buffer-size": "4m"
                }
              },
              "dockerLabels": {
                "firecamp.cluster": "t1",
                "firecamp.service": "mypg",
                "firecamp.member": "mypg-0",
                "firecamp.run-token": "token1",
                "firecamp.spec": "FINGERPRINT"
              },
              "user": "root",
              "stopTimeout": 90
            }
          ],
          "volumes": [
            {
              "name": "fc_t1_mypg-0",
              "dockerVolumeConfiguration": {
                "scope": "shared",
                "autoprovision": true,
                "driver": "firecamp"
              }
            },
            {
              "name": "fc_t1_mypg-0_journal",
              "dockerVolumeConfiguration": {
                "scope": "shared",
                "autoprovision": true,
                "driver": "firecamp"
              }
            }
          ],
          "requiresCompatibilities": [
            "EC2"
          ]
        }
        """;

    private static readonly JsonSerializerOptions Indented = new(EcsJson.Default.Options) { WriteIndented = true };

    private static readonly MemberSpec Member = SwarmServiceSpecTests.Member();

    private static readonly EcsMemberOptions Options = new()
    {
        Cluster = "t1", EcsCluster = "firecamp-t1", Region = "us-east-1", LogGroup = "/firecamp/t1",
    };

    [Fact]
    public void Of_Member_IsExactlyThis()
    {
        var definition = EcsDefinition.Of(Member, "token1", Options);

        var text = JsonSerializer.Serialize(definition, Indented)
            .Replace(EcsDefinition.FingerprintOf(definition)!, "FINGERPRINT", StringComparison.Ordinal);
        Assert.Equal(Expected.ReplaceLineEndings("\n"), text.ReplaceLineEndings("\n"));
        Assert.DoesNotContain("hidden", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Of_AnythingElse_HasAnotherFingerprint()
    {
        var same = Fingerprint(Member, "token1");

        Assert.Equal(same, Fingerprint(Member with { Files = [] }, "token1"));
        Assert.NotEqual(same, Fingerprint(Member, "token2"));
        Assert.NotEqual(same, Fingerprint(Member with { Workload = Member.Workload with { Memory = new ByteSize(512L << 20) } }, "token1"));
        Assert.NotEqual(same, Fingerprint(Member with { Volumes = [Member.Volumes[0]] }, "token1"));
    }

    [Fact]
    public void Of_LongStopOrNoImage_IsCutOrRefused()
    {
        var patient = Member with { Workload = Member.Workload with { StopGrace = TimeSpan.FromMinutes(10), CpuLimit = 0 } };

        var definition = EcsDefinition.Of(patient, "token1", Options);
        Assert.Equal((120, null), (definition.ContainerDefinitions[0].StopTimeout, definition.Cpu));
        var none = Member with { Workload = Member.Workload with { Software = new Software(null, [], [], []) } };
        Assert.Equal("NoImage", Assert.Throws<FireCampException>(() => EcsDefinition.Of(none, "token1", Options)).ErrorId);
    }

    private static string? Fingerprint(MemberSpec member, string token) => EcsDefinition.FingerprintOf(EcsDefinition.Of(member, token, Options));
}
