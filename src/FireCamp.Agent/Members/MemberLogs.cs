using FireCamp.Engine.Platforms.Local;

namespace FireCamp.Agent.Members;

internal sealed class MemberLogs(LocalPaths paths, string node, TimeProvider time) : IMemberLogs
{
    public IMemberLog Open(string member) => new Log(paths, node, member, time);

    private sealed class Log(LocalPaths paths, string node, string member, TimeProvider time) : IMemberLog
    {
        private readonly Lock gate = new();
        private readonly StreamWriter writer = new(Path.Combine(paths.LogsFolder, member + ".log"), append: true);

        public void Write(string stream, string line)
        {
            lock (gate)
            {
                writer.WriteLine($"{time.GetUtcNow():O} {node} {stream} {line}");
                writer.Flush();
            }
        }

        public ValueTask DisposeAsync() => writer.DisposeAsync();
    }
}
