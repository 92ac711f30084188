namespace FireCamp.MiniPester.Model;

/// <summary>A test found out, while it ran, that it can't; the message says why.</summary>
public sealed class TestSkippedException(string message) : Exception(message);
