#!/bin/bash
# The floor for a ZooKeeper ensemble, started by hand with the settings that FireCamp's have.
#
#   bench/raw/zookeeper.sh SCRATCH ADDRESS ADDRESS ADDRESS
#
# Prints the seconds until all members serve, then ends them. As root; the servers run as zookeeper. (bash, for /dev/tcp.)
set -eu

# An address in the folder's place would make a data folder in whatever folder this was called from.
case ${1:-} in
/*) ;;
*) echo "$0: the first argument is an absolute scratch folder; see the head of this file." >&2; exit 2 ;;
esac
if [ $# -lt 4 ]; then
    echo "$0: give a scratch folder and at least 3 addresses; see the head of this file." >&2
    exit 2
fi

scratch=$1
shift
pids=

serve() {
    local address=$1 id=$2 jars=/usr/share/java classpath jar
    install -d -o zookeeper -g zookeeper -m 700 "$scratch/$address"
    printf '%s\n' "$id" > "$scratch/$address/myid"
    cp "$scratch/ensemble" "$scratch/$address/zoo.cfg.dynamic"
    cat > "$scratch/$address/zoo.cfg" << SETTINGS
dataDir=$scratch/$address
tickTime=2000
initLimit=10
syncLimit=5
standaloneEnabled=false
reconfigEnabled=true
admin.enableServer=false
4lw.commands.whitelist=srvr
quorum.auth.enableSasl=true
quorum.auth.learnerRequireSasl=true
quorum.auth.serverRequireSasl=true
quorum.auth.learner.loginContext=QuorumLearner
quorum.auth.server.loginContext=QuorumServer
dynamicConfigFile=$scratch/$address/zoo.cfg.dynamic
SETTINGS
    chown zookeeper "$scratch/$address"/*
    classpath=$jars/slf4j-simple.jar
    for jar in zookeeper zookeeper-jute slf4j-api metrics-core snappy-java commons-cli commons-io findbugs-annotations jackson-annotations \
        jackson-core jackson-databind netty-buffer netty-common netty-handler netty-transport netty-codec netty-resolver; do
        classpath=$classpath:$jars/$jar.jar
    done
    setpriv --reuid zookeeper --regid zookeeper --init-groups java -Xms307m -Xmx307m -XX:+UseSerialGC -XX:-UsePerfData \
        "-Djava.security.auth.login.config=$scratch/jaas.conf" -cp "$classpath" \
        org.apache.zookeeper.server.quorum.QuorumPeerMain "$scratch/$address/zoo.cfg" > "$scratch/$address/log" 2>&1 &
    pids="$pids $!"
}

serves() {
    { exec 3<> "/dev/tcp/$1/2181" && printf srvr >&3 && grep -q '^Mode: ' <&3; } 2> /dev/null
}

end() {
    # shellcheck disable=SC2086 # one argument each
    kill -TERM $pids 2> /dev/null || true
    wait
}

start=$(date +%s.%N)
mkdir -p "$scratch"
chmod 755 "$scratch"
trap end EXIT
cat > "$scratch/jaas.conf" << 'SETTINGS'
QuorumServer { org.apache.zookeeper.server.auth.DigestLoginModule required user_quorum="secret"; };
QuorumLearner { org.apache.zookeeper.server.auth.DigestLoginModule required username="quorum" password="secret"; };
SETTINGS
id=0
for address in "$@"; do
    id=$((id + 1))
    printf 'server.%s=%s:2888:3888:participant;%s:2181\n' "$id" "$address" "$address"
done > "$scratch/ensemble"
chown zookeeper "$scratch/jaas.conf"
id=0
for address in "$@"; do
    id=$((id + 1))
    serve "$address" "$id"
done
for address in "$@"; do
    until (serves "$address"); do
        sleep 0.05
    done
done
awk -v start="$start" -v end="$(date +%s.%N)" 'BEGIN { printf "%.2f\n", end - start }'
