#!/bin/sh
# Starts this member in the foreground. Safe to run again whatever became of an earlier run.
set -eu
umask 077

say() {
    printf 'firecamp: %s\n' "$*" >&2
}

# Every process of a member inherits this lock, so whoever gets it knows that nothing of an earlier run is left.
exec 9> "$RUN/lock"
if ! flock -n 9; then
    say "waiting for the processes of an earlier run to end"
    flock -w 60 9 || { say "processes of an earlier run still hold $RUN/lock after 60 s; end them"; exit 1; }
fi

found=$(consul version | sed -n '1s/^Consul v//p')
case $found in
"$VERSION" | "$VERSION".*) ;;
*) say "the consul on this node is $found, and the service wants $VERSION"; exit 1 ;;
esac

# The key of gossip is 32 bytes in base64: the credential's digest. A member keeps its id when its volume was lost, so that the
# others know it again: it is made of its name.
IFS= read -r secret < "$CONF/gossip" || true
key=$(printf '%b' "$(printf '%s' "$secret" | sha256sum | awk '{
    for (i = 1; i < 64; i += 2) {
        printf "\\0%03o", 16 * index(digits, substr($1, i, 1)) + index(digits, substr($1, i + 1, 1)) - 17
    }
}' digits=0123456789abcdef)" | base64)
id=$(printf '%s' "$NODE" | sha256sum | sed 's/^\(.\{8\}\)\(.\{4\}\).\(.\{3\}\).\(.\{3\}\)\(.\{12\}\).*/\1-\2-4\3-8\4-\5/')
printf '{ "encrypt": "%s", "node_id": "%s" }\n' "$key" "$id" > "$RUN/start.json.new"
mv "$RUN/start.json.new" "$RUN/start.json"

mkdir -p "$DATA"
exec consul agent -config-file="$CONF/consul.json" -config-file="$CONF/join.json" -config-file="$RUN/start.json"
