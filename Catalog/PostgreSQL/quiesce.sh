#!/bin/sh
# Keeps this standby's volumes as they are until resume.sh runs: replay is paused, and what was replayed is on the volume.
# Clients go on reading, and the log goes on coming in. When this is killed its session ends, and probe.sh sets the replay going.
set -eu
exec psql -AtqX -v ON_ERROR_STOP=1 -f "$CONF/quiesce.sql"
