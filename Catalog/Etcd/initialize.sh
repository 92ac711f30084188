#!/bin/sh
# Makes the user root and turns on that clients must log in. Each step may have been done by an earlier run.
set -eu
umask 077

. "$CONF/ask.sh"

# must PATH DONE: what was done before is answered with DONE.
must() {
    said=$(ask "$HOST" "$1") && return
    case $said in
    *"$2"*) ;;
    *)
        printf 'firecamp: the server refused %s: %s\n' "$1" "$said" >&2
        exit 1
        ;;
    esac
}

if log_in "$HOST"; then
    exit 0
fi
must auth/user/add "user name already exists" < "$CONF/root.json"
must auth/role/add "role name already exists" << 'END'
{"name":"root"}
END
must auth/user/grant "already" << 'END'
{"user":"root","role":"root"}
END
must auth/enable "already enabled" << 'END'
{}
END
log_in "$HOST" || { echo "firecamp: the user root can't log in: does it have another password?" >&2; exit 1; }
