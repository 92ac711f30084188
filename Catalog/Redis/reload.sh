#!/bin/sh
# Makes the server run with what live.conf, users.conf and role.conf say. It takes all settings or none.
set -eu
umask 077

. "$CONF/server.sh"

# Values stand alone or in quotes of their own; those of several words become one.
settings() {
    sed -n -e '/^#/d' -e '/^user /d' -e 's/^\([^ ]*\) \(".*"\)$/\1 \2/p;t' -e 's/^\([^ ]*\) \(.*\)$/\1 "\2"/p' "$@"
}

# A replica drops its own data for its primary's, so that must be the same data set (start.sh knows why).
follow() {
    replication
    if [ "$(field master_host):$(field master_port)" = "$PRIMARY_HOST:$PORT" ]; then
        return
    fi
    read -r own < "$DATA/identity" || true
    theirs=$(REDISCLI_AUTH=$password timeout 3 "$PROGRAM-cli" -h "$PRIMARY_HOST" -p "$PORT" --raw config get syslog-ident | sed 1d)
    if [ "$theirs" != "dataset-$own" ]; then
        printf 'the primary at %s:%s has another data set than this member, or does not say which\n' "$PRIMARY_HOST" "$PORT" >&2
        exit 1
    fi
    answer=$(printf 'replicaof %s %s\n' "$PRIMARY_HOST" "$PORT" | server)
    case $answer in
    OK*) ;;
    *) printf '%s\n' "$answer" >&2; exit 1 ;;
    esac
}

. "$CONF/place"
find_password
# First of all: the settings let a primary that was demoted take writes again.
[ "$ROLE" != replica ] || follow
answers=$({
    printf 'config set'
    settings "$CONF/live.conf" "$CONF/users.conf" | while IFS= read -r setting; do
        printf ' %s' "$setting"
    done
    printf '\n'
    [ -z "$ROLE" ] || echo 'client unpause'
    sed -n 's/^user \([^ ]*\) on /acl setuser \1 on resetpass /p' "$CONF/users.conf"
} | server)
refused=$(printf '%s\n' "$answers" | grep -v '^OK$' || true)
if [ -n "$refused" ]; then
    printf '%s\n' "$refused" >&2
    exit 1
fi
note_password
