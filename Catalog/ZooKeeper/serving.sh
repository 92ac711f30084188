# Sourced by what asks the other members.

# Prints the hosts at which a member is in touch with a majority; all are asked at once. ZooKeeper's own scripts need bash,
# so it is there.
serving_among() {
    # shellcheck disable=SC2016 # the other shell expands these
    timeout 2 bash -c '
        for host do
            (
                exec 3<> "/dev/tcp/$host/$0" && printf srvr >&3
                while read -r line <&3; do
                    case $line in "Mode: "*) echo "$host" ;; esac
                done
            ) &
        done
        wait' "$PORT" "$@" 2> /dev/null || true
}

# Prints the last change that each of the hosts has, as hexadecimal numbers; nothing of one that doesn't serve.
changes_of() {
    # shellcheck disable=SC2016 # the other shell expands these
    timeout 2 bash -c '
        for host do
            (
                exec 3<> "/dev/tcp/$host/$0" && printf srvr >&3
                while read -r line <&3; do
                    case $line in "Zxid: 0x"*) echo "${line#Zxid: }" ;; esac
                done
            ) &
        done
        wait' "$PORT" "$@" 2> /dev/null || true
}
