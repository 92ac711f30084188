namespace FireCamp.Testing.Aws;

/// <summary>A task of a service, as the scheduler keeps it.</summary>
public sealed record EmulatedTask(string Arn, string Service, string Definition, string Instance, int Number)
{
    public string LastStatus { get; set; } = "RUNNING";

    public string DesiredStatus { get; set; } = "RUNNING";

    public string? Reason { get; set; }
}
