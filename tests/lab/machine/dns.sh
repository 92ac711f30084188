#!/bin/bash
# The DNS server. It reads its configuration again on SIGHUP.
. "$1/settings"
mkdir -p /run/knot
exec knotd --config "$MACHINE/knot.conf"
