#!/bin/sh
# Makes the server run with what live.conf and users.conf say. It takes all settings or none.
set -eu
umask 077

. "$CONF/server.sh"

# Values stand alone or in quotes of their own; those of several words become one.
settings() {
    sed -n -e '/^#/d' -e '/^user /d' -e 's/^\([^ ]*\) \(".*"\)$/\1 \2/p;t' -e 's/^\([^ ]*\) \(.*\)$/\1 "\2"/p' "$@"
}

find_password
answers=$({
    printf 'config set'
    settings "$CONF/live.conf" "$CONF/users.conf" | while IFS= read -r setting; do
        printf ' %s' "$setting"
    done
    printf '\n'
    sed -n 's/^user \([^ ]*\) on /acl setuser \1 on resetpass /p' "$CONF/users.conf"
} | server)
refused=$(printf '%s\n' "$answers" | grep -v '^OK$' || true)
if [ -n "$refused" ]; then
    printf '%s\n' "$refused" >&2
    exit 1
fi
note_password
