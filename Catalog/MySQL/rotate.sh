#!/bin/sh
# Gives root the password that this primary's files have; the replicas get it by the log. Connections stay open.
set -eu

. "$CONF/local.sh"

ask < "$CONF/root.sql"
