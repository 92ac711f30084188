using FireCamp.Agent.Supervision;

namespace FireCamp.Agent.Members;

/// <summary>A command that is ready to run in a member.</summary>
internal sealed record MemberCommand(LaunchSpec Launch, string? Input, TimeSpan Timeout);
