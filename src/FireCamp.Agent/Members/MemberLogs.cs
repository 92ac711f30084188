using FireCamp.Engine.Logs;
using FireCamp.Engine.Platforms.Local;

namespace FireCamp.Agent.Members;

/// <summary>Members' logs in the cluster's folder, where any engine of this machine reads them.</summary>
internal sealed class MemberLogs(LocalPaths paths, string node, TimeProvider time) : IMemberLogs
{
    public IMemberLog Open(string member) => new Log(new MemberLogWriter(paths.LogsFolder, member, node, time));

    private sealed class Log(MemberLogWriter writer) : IMemberLog
    {
        public void Write(string stream, string line) => writer.Write(stream, line);

        public ValueTask DisposeAsync() => writer.DisposeAsync();
    }
}
