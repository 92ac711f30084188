#!/bin/sh
# Ends the primary cleanly: every standby that follows has all of its log then. It comes back in the role that its
# rewritten files and environment say.
set -eu
psql -AtqX -v ON_ERROR_STOP=1 -c checkpoint
kill -INT "$(head -n 1 "$PGDATA/postmaster.pid")"
