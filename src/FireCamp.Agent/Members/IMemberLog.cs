namespace FireCamp.Agent.Members;

/// <summary>A member's log while it runs here.</summary>
internal interface IMemberLog : IAsyncDisposable
{
    /// <summary>Adds a line; never throws and never waits for the disk.</summary>
    void Write(string stream, string line);
}
