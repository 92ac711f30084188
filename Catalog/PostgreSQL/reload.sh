#!/bin/sh
# Makes the server read its rewritten files.
set -eu
psql -AtqX -v ON_ERROR_STOP=1 -c 'select pg_reload_conf()' > /dev/null
