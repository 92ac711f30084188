namespace FireCamp.Engine.Model;

/// <summary>Says which member: its service and its name.</summary>
public sealed record MemberId(string Service, string Name);
