#!/bin/sh
# Ends quiesce.sh, which waits at the pipe.
set -eu
# shellcheck disable=SC2016 # the other shell expands it
exec timeout 10 sh -c 'printf "resume\n" > "$RUN/resume"'
