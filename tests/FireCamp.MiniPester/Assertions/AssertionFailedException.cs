namespace FireCamp.MiniPester.Assertions;

/// <summary>A Should didn't hold; the message says what was expected and what came.</summary>
public sealed class AssertionFailedException(string message) : Exception(message);
