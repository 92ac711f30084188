#!/bin/sh
# Gives the server the settings that live.cnf has. check.sh tells which it refused.
set -eu

. "$CONF/local.sh"

# default_time_zone is the file's name for time_zone.
sed -n -e 's/^loose_//' -e 's/^default_time_zone = /time_zone = /' -e 's/^\([a-z_]*\) = \(.*\)$/SET GLOBAL \1 = \2;/p' "$CONF/live.cnf" | ask
