#!/bin/sh
# Looks at all data: that tables and indexes are what they should be, and that every page and row can be read. Only for a member
# that nobody needs afterwards: it may add the extension amcheck.
set -eu
if command -v pg_amcheck > /dev/null; then
    pg_amcheck --all --install-missing --heapallindexed >&2
fi
pg_dumpall -w > /dev/null
