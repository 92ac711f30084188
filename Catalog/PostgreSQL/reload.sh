#!/bin/sh
# Makes the server read its rewritten files, and ends once it has, or can't. check.sh tells what of them it refused.
set -eu

ask() {
    psql -AtqX -v ON_ERROR_STOP=1 -c "$1"
}

# A file that can't be read as a whole leaves the time as it was.
before=$(ask 'select pg_conf_load_time()')
ask 'select pg_reload_conf()' > /dev/null
until [ "$(ask "select pg_conf_load_time() <> '$before' or exists (select from pg_file_settings where error is not null)")" = t ]; do
    sleep 0.02
done
