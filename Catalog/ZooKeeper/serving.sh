# Sourced by what asks the other members.

# Asks all the hosts at once how they are (srvr), and prints the lines that begin so, each behind its host and a space. ZooKeeper's own
# scripts need bash, so it is there.
ask_all() {
    # shellcheck disable=SC2016 # the other shell expands these
    timeout 2 bash -c '
        begin=$1
        shift
        for host do
            (
                exec 3<> "/dev/tcp/$host/$0" && printf srvr >&3
                while read -r line <&3; do
                    case $line in "$begin"*) echo "$host $line" ;; esac
                done
            ) &
        done
        wait' "$PORT" "$@" 2> /dev/null || true
}

# Prints the hosts at which a member is in touch with a majority.
serving_among() {
    ask_all 'Mode: ' "$@" | cut -d' ' -f1
}

# Prints the last change that each of the hosts has, as hexadecimal numbers; nothing of one that doesn't serve.
changes_of() {
    ask_all 'Zxid: 0x' "$@" | cut -d' ' -f3
}
