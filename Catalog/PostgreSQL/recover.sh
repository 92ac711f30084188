# Sourced by start.sh: the server brings its data forward by the archived log beside it, to the moment that this came with, and is a primary then.
# Adds what that takes to "$@".

export LOG="$volume/restored.log"
moment=$(cat "$LOG/until")
say "bringing the data forward to $moment UTC by its archived log"

# When the last transaction ended that the newest segments tell of. They bear one timeline's name, so that a record may go on in the next one.
last_end() {
    newest=$RUN/newest
    rm -rf "$newest"
    mkdir "$newest"
    first=
    for segment in $segments; do
        name=00000001${segment#????????}
        ln -s "$LOG/$segment" "$newest/$name"
        first=${first:-$name}
    done
    TZ=UTC pg_waldump -r Transaction -p "$newest" "$first" "$name" 2> /dev/null \
        | sed -n 's/.* desc: [CA][A-Z_]* .*\([0-9]\{4\}-[0-9][0-9]-[0-9][0-9] [0-9:.]\{15\}\) UTC.*/\1/p' | LC_ALL=C sort | tail -n 1
    rm -rf "$newest"
}

segments=
for segment in "$LOG"/????????????????????????; do
    segments="$segments ${segment##*/}"
done
# shellcheck disable=SC2086 # names have no spaces
segments=$(printf '%s\n' $segments | tail -n 3)

# What the copied data brought of the log beyond what was fetched is of no use, and may lie after the moment.
last=$(printf '%s\n' "$segments" | tail -n 1)
for segment in "$PGDATA"/pg_wal/????????????????????????; do
    own=${segment##*/}
    if [ "$(printf '%s\n%s\n' "${own#????????}" "${last#????????}" | LC_ALL=C sort | tail -n 1)" != "${last#????????}" ]; then
        rm -f "$segment"
    fi
done

# shellcheck disable=SC2016 # the server's shell expands it
set -- "$@" -c 'restore_command=test -f "$LOG/%f" && cp "$LOG/%f" "%p"' -c 'recovery_end_command=rm -rf "$LOG"' \
    -c recovery_target_timeline=latest -c hot_standby=off

# The server fails when it finds nothing beyond the moment. Then all that was fetched is what there was by then.
if [ "$(printf '%s\n%s\n' "$moment" "$(last_end)" | LC_ALL=C sort | tail -n 1)" != "$moment" ]; then
    set -- "$@" -c "recovery_target_time=$moment+00" -c recovery_target_action=promote
fi
