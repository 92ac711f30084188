using FireCamp.Engine.Planning;

namespace FireCamp.Lab;

/// <summary>A service and the changes of it that a day-two story makes.</summary>
/// <param name="Live">An option that no server restarts for.</param>
/// <param name="Restart">An option that every server restarts for.</param>
public sealed record DayTwo(CreateServiceRequest Request, (string Name, string Value) Live, (string Name, string Value) Restart)
{
    public static readonly DayTwo PostgreSql = new(Requests.PostgreSql("it"), ("WorkMem", "6MB"), ("MaxConnections", "150"));

    public static readonly DayTwo Redis = new(Requests.Redis("it"), ("MaxMemory", "30MB"), ("Databases", "20"));

    public static readonly DayTwo ZooKeeper = new(Requests.ZooKeeper("it"), ("VolumeSize", "20GB"), ("MaxClientConnections", "200"));
}
