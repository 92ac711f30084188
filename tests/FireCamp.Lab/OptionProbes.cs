namespace FireCamp.Lab;

/// <summary>For each option of each kind that can be changed, how to see in a server that it was.</summary>
public static class OptionProbes
{
    public static IReadOnlyList<OptionProbe> Of(string kind) => kind switch
    {
        "PostgreSQL" => PostgreSql,
        "Redis" or "Valkey" => Redis,
        "ZooKeeper" => ZooKeeper,
        _ => throw new NotSupportedException($"No probes for the options of {kind}."),
    };

    private static IReadOnlyList<OptionProbe> PostgreSql { get; } =
    [
        new("VolumeSize", "11GB", null, "11GB"),
        new("JournalVolumeSize", "2GB", null, "2GB"),
        Setting("SynchronousReplication", "any 1", "synchronous_standby_names", "ANY 1 (\"it-1\", \"it-2\")"),
        Setting("MaxConnections", "33", "max_connections", "33"),
        Setting("SharedBuffers", "40MB", "shared_buffers", "40MB"),
        Setting("EffectiveCacheSize", "200MB", "effective_cache_size", "200MB"),
        Setting("WorkMem", "6MB", "work_mem", "6MB"),
        Setting("MaintenanceWorkMem", "33MB", "maintenance_work_mem", "33MB"),
        Setting("MaxWalSize", "2GB", "max_wal_size", "2GB"),
        Setting("WalKeepSize", "64MB", "wal_keep_size", "64MB"),
        Setting("MaxReplicationLagKept", "96MB", "max_slot_wal_keep_size", "96MB"),
        Setting("CheckpointTimeout", "7m", "checkpoint_timeout", "7min"),
        Setting("Archive", "true", "archive_mode", "on"),
        Setting("ArchiveTimeout", "5m", "archive_timeout", "5min"),
        Setting("StatementTimeout", "90s", "statement_timeout", "90s"),
        Setting("IdleInTransactionTimeout", "100s", "idle_in_transaction_session_timeout", "100s"),
        Setting("LogMinDurationStatement", "2s", "log_min_duration_statement", "2s"),
        Setting("TimeZone", "Europe/Vienna", "timezone", "Europe/Vienna"),
        Setting("PreloadLibraries", "pg_stat_statements", "shared_preload_libraries", "pg_stat_statements"),
        // Only trying tells what the server has read: from here one comes from 127.0.0.1.
        new("AllowedNetworks", "10.0.0.0/8",
            "psql -w -h \"$(psql -AtXc 'show listen_addresses')\" -c 'select 1' 2>&1 | grep -o 'no pg_hba.conf entry' | head -n 1",
            "no pg_hba.conf entry"),
    ];

    private static IReadOnlyList<OptionProbe> Redis { get; } =
    [
        new("VolumeSize", "11GB", null, "11GB"),
        Config("MaxMemory", "20MB", "maxmemory", "20971520"),
        Config("MaxMemoryPolicy", "allkeys-lfu", "maxmemory-policy", "allkeys-lfu"),
        Config("AppendFsync", "no", "appendfsync", "no"),
        Config("Save", "900 1", "save", "900 1"),
        Config("ReplTimeout", "90s", "repl-timeout", "90"),
        Config("ReplBacklogSize", "2MB", "repl-backlog-size", "2097152"),
        Config("MinReplicasToWrite", "1", "min-replicas-to-write", "1"),
        Config("MinReplicasMaxLag", "7s", "min-replicas-max-lag", "7"),
        Config("NodeTimeout", "6s", "cluster-node-timeout", "6000"),
        Config("RequireFullCoverage", "false", "cluster-require-full-coverage", "no"),
        Config("MaxClients", "500", "maxclients", "500"),
        Config("ClientIdleTimeout", "10m", "timeout", "600"),
        Config("Databases", "5", "databases", "5"),
        Config("NotifyKeyspaceEvents", "Ex", "notify-keyspace-events", "xE"),
    ];

    // ZooKeeper doesn't tell its settings; start.sh writes what it gives to a server beside its data, at its start only.
    private static IReadOnlyList<OptionProbe> ZooKeeper { get; } =
    [
        new("VolumeSize", "11GB", null, "11GB"),
        new("JournalVolumeSize", "2GB", null, "2GB"),
        Argument("HeapSize", "80MB", "-Xmx80m"),
        Line("TickTime", "1500ms", "tickTime=1500"),
        Line("InitLimit", "12", "initLimit=12"),
        Line("SyncLimit", "6", "syncLimit=6"),
        Line("MaxClientConnections", "61", "maxClientCnxns=61"),
        Line("SnapRetainCount", "4", "autopurge.snapRetainCount=4"),
        Line("PurgeInterval", "2", "autopurge.purgeInterval=2"),
        Line("SnapCount", "5000", "snapCount=5000"),
        Line("ClientAuthentication", "sasl", "sessionRequireClientSASLAuth=true"),
        Argument("MaxBufferSize", "2MB", "-Djute.maxbuffer=2097152"),
        new("LogLevel", "warn", "grep -o 'defaultLogLevel=.*' \"$CONF/simplelogger.properties\"", "defaultLogLevel=warn"),
    ];

    private static OptionProbe Setting(string option, string value, string setting, string answer)
        => new(option, value, $"psql -AtXc 'show {setting}'", answer);

    private static OptionProbe Config(string option, string value, string setting, string answer)
        => new(
            option, value,
            $"REDISCLI_AUTH=$(cat \"$CONF/password\") $PROGRAM-cli -h \"$HOST\" -p \"$PORT\" --raw config get {setting} | sed 1d", answer);

    private static OptionProbe Line(string option, string value, string line)
        => new(option, value, $"grep -o '^{line}$' \"$DATA/zoo.cfg\"", line);

    private static OptionProbe Argument(string option, string value, string argument)
        => new(option, value, $"tr '\\0' '\\n' < \"/proc/$FIRECAMP_PROCESS/cmdline\" | grep -x -e '{argument}'", argument);
}
