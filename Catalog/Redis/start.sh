#!/bin/sh
# Starts this member in the foreground. Safe to run again whatever became of an earlier run.
#
# Redis has no notion of which data set is whose: a replica drops its copy and takes whatever its primary has, be it
# nothing. So each data set gets an identity, kept beside the data and shown by the server (in syslog-ident, which
# nothing else uses). A primary without data doesn't start while a replica still has the service's; a replica doesn't
# follow a primary that has another data set than its own.
set -eu
umask 077

say() {
    printf 'firecamp: %s\n' "$*" >&2
}

fail() {
    say "$*"
    exit 1
}

. "$CONF/place"

# Sets theirs to the identity of the data set that a running member has; fails where none answers, or with none. While a
# password is being changed, another member may still have the one that this one had.
ask_identity() {
    theirs=
    for secret in "$password" "$before"; do
        answer=$(REDISCLI_AUTH=$secret timeout 3 "$PROGRAM-cli" -h "$1" -p "$PORT" --raw config get syslog-ident 2> /dev/null) || return 1
        case $answer in
        *dataset-?*)
            theirs=${answer##*dataset-}
            return
            ;;
        esac
    done
    return 1
}

# A server's forked child outlives it, for as long as a snapshot takes, and writes what is of no use any more.
end_orphans() {
    for process in /proc/[0-9]*; do
        if [ "$(readlink "$process/cwd" 2> /dev/null)" = "$(readlink -f "$DATA")" ]; then
            case $(tr '\0' ' ' 2> /dev/null < "$process/cmdline") in
            "$PROGRAM"-rdb-bgsave* | "$PROGRAM"-aof-rewrite* | "$PROGRAM"-rdb-to-slaves*) kill -KILL "${process#/proc/}" 2> /dev/null || true ;;
            esac
        fi
    done
}

# Makes of the node that it was, or whose replica it was, a new one that knows no other and has the same slots.
renew_node() {
    awk -v id="$(od -An -N20 -tx1 /dev/urandom | tr -d ' \n')" -v place=":$PORT@$((PORT + 10000))" '
        $1 == "vars" { vars = $0; next }
        { line[$1] = $0 }
        $3 ~ /myself/ { own = $1 }
        END {
            split(line[own], field)
            if (field[3] ~ /slave/) split(line[field[4]], field)
            printf "%s %s myself,master - 0 0 %s connected", id, place, field[7]
            for (i = 9; i in field; i++) if (field[i] !~ /^\[/) printf " %s", field[i]
            printf "\n%s\n", vars
        }' "$DATA/nodes.conf" > "$DATA/nodes.conf.new"
    mv "$DATA/nodes.conf.new" "$DATA/nodes.conf"
}

mkdir -p "$DATA"
"$PROGRAM-server" --version > "$RUN/version" &
asking=$!

# Every process of a member inherits this lock, so whoever gets it knows that nothing of an earlier run is left.
exec 9> "$RUN/lock"
if ! flock -n 9; then
    say "waiting for the processes of an earlier run to end"
    end_orphans
    flock -w 60 9 || fail "processes of an earlier run still hold $RUN/lock after 60 s; end them"
fi

# A volume that was filled with another's data: a data set of its own from now on, and in a cluster a node of its own.
volume=$(dirname "$DATA")
if [ -f "$volume/restored" ]; then
    say "taking over the data that its volume was filled with"
    [ ! -f "$DATA/copy" ] || printf 'restored\n' > "$DATA/copy"
    rm -f "$DATA/identity"
    [ ! -f "$DATA/nodes.conf" ] || renew_node
    rm -f "$volume/restored"
fi

# In a copied volume the snapshot is whole and the append-only files are not. A replica that begins with a snapshot can go on
# where that ends, which is written in it; one that begins with append-only files needs a full copy. So it writes none yet.
copied=
if [ -f "$DATA/copy" ]; then
    if [ "$(cat "$DATA/copy")" = "$FIRECAMP_MEMBER $(stat -c %i "$DATA/copy")" ]; then
        rm -f "$DATA/copy"
    elif [ -s "$DATA/dump.rdb" ]; then
        rm -rf "$DATA/appendonlydir" "$DATA/appendonlydir.new"
        if [ "$ROLE" = replica ]; then
            copied=1
        else
            rm -f "$DATA/copy"
        fi
    fi
fi

# Redis reads the append-only files or the snapshot, never both, and starts empty without a word where it finds only the
# other: volumes that a service with the other setting left behind.
if [ -n "$copied" ]; then
    say "it begins with the snapshot of a copied volume"
elif [ "$APPEND_ONLY" = true ] && [ ! -d "$DATA/appendonlydir" ] && [ -s "$DATA/dump.rdb" ]; then
    say "taking over the snapshot into append-only files"
    rm -rf "$DATA/appendonlydir.new"
    mkdir "$DATA/appendonlydir.new"
    cp "$DATA/dump.rdb" "$DATA/appendonlydir.new/appendonly.aof.1.base.rdb"
    : > "$DATA/appendonlydir.new/appendonly.aof.1.incr.aof"
    printf 'file appendonly.aof.1.%s\n' 'base.rdb seq 1 type b' 'incr.aof seq 1 type i' > "$DATA/appendonlydir.new/appendonly.aof.manifest"
    sync "$DATA"/appendonlydir.new/*
    mv "$DATA/appendonlydir.new" "$DATA/appendonlydir"
elif [ "$APPEND_ONLY" != true ] && [ -d "$DATA/appendonlydir" ]; then
    fail "$DATA has append-only files, which a service with AppendOnly false doesn't read: keep AppendOnly on, or remove $DATA/appendonlydir to start from the snapshot"
fi

# A file's last line may lack its end, which read takes for a failure; each is one line.
own=
[ ! -f "$DATA/identity" ] || read -r own < "$DATA/identity" || true
IFS= read -r password < "$CONF/password" || true
before=$password
[ ! -f "$RUN/password" ] || IFS= read -r before < "$RUN/password" || true

case $ROLE in
primary)
    if [ -z "$own" ]; then
        asked=
        for host in $OTHER_HOSTS; do
            (ask_identity "$host") &
            asked="$asked $!:$host"
        done
        for other in $asked; do
            if wait "${other%%:*}"; then
                fail "this primary's data is gone, but the replica at ${other#*:} has a copy: promote that one, or stop it and empty its volume to start anew without data"
            fi
        done
        read -r own < /proc/sys/kernel/random/uuid
    fi
    ;;
replica)
    # Without a connection there is nothing to check, and one that is made later would go unchecked.
    until ask_identity "$PRIMARY_HOST"; do
        [ -n "${waits:-}" ] || say "waiting for the primary at $PRIMARY_HOST:$PORT"
        waits=1
        sleep 0.02
    done
    if [ -n "$own" ] && [ "$own" != "$theirs" ]; then
        fail "the primary at $PRIMARY_HOST:$PORT has another data set than this replica: was its data lost? This replica keeps its copy. To drop it, empty $DATA"
    fi
    own=$theirs
    ;;
esac

wait "$asking"
read -r found < "$RUN/version"
found=${found#* v=}
found=${found%% *}
case $found in
"$VERSION" | "$VERSION".*) ;;
*) fail "the $PROGRAM-server on this node is $found, and the service wants $VERSION" ;;
esac

if [ -n "$own" ]; then
    printf '%s\n' "$own" > "$DATA/identity.new"
    sync "$DATA/identity.new"
    mv "$DATA/identity.new" "$DATA/identity"
fi

cp "$CONF/password" "$RUN/password.new"
mv "$RUN/password.new" "$RUN/password"

set -- "$CONF/$PROGRAM.conf" --syslog-ident "dataset-$own"
[ -z "$copied" ] || set -- "$@" --appendonly no
exec "$PROGRAM-server" "$@"
