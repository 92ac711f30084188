namespace FireCamp.Engine.Clients.Agent;

/// <summary>One line (NDJSON) of the answer to an exec: output, or the last one, which says how the command ended.</summary>
/// <remarks>Exactly one of <see cref="Stream"/>, <see cref="ExitCode"/> and <see cref="ErrorId"/> is set.</remarks>
public sealed record AgentExecEvent
{
    /// <summary><c>out</c> or <c>err</c> on a line of output; null on the last line.</summary>
    public string? Stream { get; init; }

    /// <summary>What was written, without its line end.</summary>
    public string? Text { get; init; }

    /// <summary>On the last line: the exit code; 128 + the signal when one killed it.</summary>
    public int? ExitCode { get; init; }

    /// <summary>On the last line: whether it was killed because it took too long.</summary>
    public bool? TimedOut { get; init; }

    /// <summary>On the last line: set instead of an exit code when the command could not be run, or its member went away.</summary>
    public string? ErrorId { get; init; }

    public string? Message { get; init; }

    public string? NextStep { get; init; }

    public static AgentExecEvent Output(string stream, string text) => new() { Stream = stream, Text = text };

    public static AgentExecEvent Exit(int exitCode, bool timedOut) => new() { ExitCode = exitCode, TimedOut = timedOut };

    public static AgentExecEvent Failure(string errorId, string message, string nextStep)
        => new() { ErrorId = errorId, Message = message, NextStep = nextStep };
}
