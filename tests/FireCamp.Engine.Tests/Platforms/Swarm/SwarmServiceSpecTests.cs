using System.Text.Json;
using System.Text.Json.Serialization;
using FireCamp.Engine.Model;
using FireCamp.Engine.Platforms.Swarm;

namespace FireCamp.Engine.Tests.Platforms.Swarm;

public sealed class SwarmServiceSpecTests
{
    private const string Expected = """
        {
          "Name": "t1_mypg-0",
          "Labels": {
            "firecamp.cluster": "t1",
            "firecamp.service": "mypg",
            "firecamp.member": "mypg-0",
            "firecamp.run-token": "token1",
            "firecamp.spec": "FINGERPRINT"
          },
          "TaskTemplate": {
            "ContainerSpec": {
              "Image": "postgres:15@sha256:abc",
              "Labels": {
                "firecamp.cluster": "t1",
                "firecamp.service": "mypg",
                "firecamp.member": "mypg-0",
                "firecamp.run-token": "token1"
              },
              "Command": [
                "/bin/sh",
                "-c",
                "trap 'exit 143' TERM INT QUIT; . /firecamp/data/run/gate"
              ],
              "User": "root",
              "Init": false,
              "StopSignal": "SIGINT",
              "Mounts": [
                {
                  "Type": "volume",
                  "Source": "fc_t1_mypg-0",
                  "Target": "/firecamp/data",
                  "VolumeOptions": {
                    "NoCopy": true,
                    "DriverConfig": {
                      "Name": "firecamp"
                    }
                  }
                },
                {
                  "Type": "volume",
                  "Source": "fc_t1_mypg-0_journal",
                  "Target": "/firecamp/journal",
                  "VolumeOptions": {
                    "NoCopy": true,
                    "DriverConfig": {
                      "Name": "firecamp"
                    }
                  }
                }
              ],
              "StopGracePeriod": "00:01:30",
              "Healthcheck": {
                "Test": [
                  "NONE"
                ]
              }
            },
            "Resources": {
              "Limits": {
                "NanoCPUs": 1500000000,
                "MemoryBytes": 268435456
              },
              "Reservations": {
                "MemoryBytes": 268435456
              }
            },
            "RestartPolicy": {
              "Condition": "any",
              "Delay": "00:00:01",
              "MaxAttempts": 0
            },
            "Placement": {
              "Constraints": [
                "node.labels.zone==b",
                "node.role==worker"
              ]
            },
            "Networks": [
              {
                "Target": "host"
              }
            ],
            "ForceUpdate": 0
          },
          "Mode": {
            "Replicated": {
              "Replicas": 1
            }
          },
          "UpdateConfig": {
            "Parallelism": 1,
            "FailureAction": "continue",
            "MaxFailureRatio": 0,
            "Order": "stop-first"
          }
        }
        """;

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly SwarmMemberOptions Options = new() { Cluster = "t1" };

    [Fact]
    public void Of_Member_IsThisServiceAndNothingElse()
    {
        var spec = SwarmServiceSpec.Of(Member(), "token1", "postgres:15@sha256:abc", Options);

        Assert.Matches("^[0-9a-f]{16}$", spec.Labels![SwarmNames.Fingerprint]);
        spec.Labels[SwarmNames.Fingerprint] = "FINGERPRINT";
        Assert.Equal(Expected, JsonSerializer.Serialize(spec, Readable));
    }

    [Fact]
    public void Of_Member_TellsNeitherCommandNorEnvironmentNorFiles()
    {
        var text = JsonSerializer.Serialize(SwarmServiceSpec.Of(Member(), "token1", "postgres:15", Options));

        Assert.DoesNotContain("hidden", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Of_ManagersAllowed_LeavesTheRoleOpen()
        => Assert.Equal(
            ["node.labels.zone==b"],
            SwarmServiceSpec.Of(Member(), "token1", "postgres:15", Options with { OnManagers = true }).TaskTemplate!.Placement!.Constraints!);

    // Its name is known in the network; a virtual address, and ports of the swarm's mesh, it has none.
    [Fact]
    public void Of_OverlayNetwork_HasTheMembersHostForAnAliasAndNoVirtualAddress()
    {
        var spec = SwarmServiceSpec.Of(Member(), "token1", "postgres:15", Options with { Network = "app" });
        var network = Assert.Single(spec.TaskTemplate!.Networks!);
        Assert.Equal("app", network.Target);
        Assert.Equal([Member().Host], network.Aliases!);
        Assert.Equal("dnsrr", spec.EndpointSpec!.Mode);
        Assert.Null(spec.EndpointSpec.Ports);
        Assert.NotEqual(Fingerprint(Member(), "token1", "postgres:15"), spec.Labels![SwarmNames.Fingerprint]);
    }

    [Fact]
    public void Of_OtherTokenOrDigest_HasTheSameFingerprint()
    {
        Assert.Equal(Fingerprint(Member(), "token1", "postgres:15"), Fingerprint(Member(), "token2", "postgres:15@sha256:abc"));
        Assert.NotEqual(Fingerprint(Member(), "token1", "postgres:15"), Fingerprint(Member() with { Zone = "c" }, "token1", "postgres:15"));
    }

    [Fact]
    public void ServiceOf_LongNames_FitsAndStaysApart()
    {
        var first = SwarmNames.ServiceOf(new string('c', 54), $"{new string('m', 58)}-0");
        var second = SwarmNames.ServiceOf(new string('c', 54), $"{new string('m', 58)}-1");

        Assert.Equal(63, first.Length);
        Assert.NotEqual(first, second);
        Assert.Equal("t1_mypg-0", SwarmNames.ServiceOf("T1", "myPG-0"));
    }

    internal static MemberSpec Member()
    {
        var member = TestMembers.Member("mypg", 0);
        return member with
        {
            Zone = "b",
            Volumes =
            [
                new VolumeSpec("fc_t1_mypg-0", "data", "/data", new ByteSize(1L << 30), "b"),
                new VolumeSpec("fc_t1_mypg-0_journal", "journal", "/journal", new ByteSize(1L << 30), "b"),
            ],
            Files = [new MemberFile("hidden.conf", "hidden")],
            Workload = member.Workload with
            {
                Software = new Software("postgres:15", [], [], []),
                Command = ["hidden-server", "--hidden"],
                Environment = new Dictionary<string, string> { ["HIDDEN"] = "hidden" },
                User = "hidden",
                Memory = new ByteSize(256L << 20),
                CpuLimit = 1.5,
                StopSignal = "INT",
                StopGrace = TimeSpan.FromSeconds(90),
            },
        };
    }

    private static string Fingerprint(MemberSpec member, string token, string image)
        => SwarmServiceSpec.Of(member, token, image, Options).Labels![SwarmNames.Fingerprint];
}
