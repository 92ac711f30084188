#!/bin/bash
# Ends a job of this node and waits until it is gone; what keeps it sees that it is held.
set -euo pipefail
while read -r pid 2> /dev/null < "/run/lab/$1.pid"; do
    kill -KILL "$pid" 2> /dev/null || :
    sleep 0.02
done
