#!/bin/sh
# Looks at the snapshots and the log with ZooKeeper's own tools, which read all of it.
set -eu

read -r classpath < "$RUN/classpath"

tool() {
    java -XX:+UseSerialGC -XX:-UsePerfData -Xmx128m "-Djute.maxbuffer=$MAX_BUFFER" -cp "$CONF:$classpath" "$@"
}

for file in "$DATA"/version-2/snapshot.*; do
    tool org.apache.zookeeper.server.SnapshotFormatter "$file" > /dev/null
done
for file in "${JOURNAL:-$DATA}"/version-2/log.*; do
    [ -e "$file" ] || continue
    tool org.apache.zookeeper.server.persistence.TxnLogToolkit -d "$file" > "$RUN/verify.out"
    if grep -q 'CRC ERROR' "$RUN/verify.out"; then
        printf '%s has a transaction that is not what was written\n' "$file" >&2
        exit 1
    fi
done
rm -f "$RUN/verify.out"
