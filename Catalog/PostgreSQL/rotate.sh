#!/bin/sh
# Gives the roles the passwords that this primary's files have; the standbys get them by the log. Connections stay open.
set -eu
psql -AtqX -v ON_ERROR_STOP=1 -f "$CONF/passwords.sql" > /dev/null
