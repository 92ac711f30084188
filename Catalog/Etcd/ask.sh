# Sourced by what talks to an etcd server, by JSON: etcdctl takes no password that has a space in it, and not every image has curl.

# ask HOST PATH: sends the body on its input with $token; prints the answer's body. Fails where the server doesn't answer, or with
# an error, which it prints.
ask() {
    # shellcheck disable=SC2016 # the other shell expands these
    answer=$(TOKEN=${token:-} timeout 5 bash -c '
        body=$(cat)
        LC_ALL=C
        exec 3<> "/dev/tcp/$0/$1"
        printf "POST /v3/%s HTTP/1.0\r\nContent-Type: application/json\r\nAuthorization: %s\r\nContent-Length: %s\r\n\r\n%s" \
            "$2" "$TOKEN" "${#body}" "$body" >&3
        cat <&3' "$1" "$PORT" "$2" 2> /dev/null) || true
    printf '%s\n' "${answer##*
}"
    case $answer in
    HTTP/1.?" 200 "*) return 0 ;;
    *) return 1 ;;
    esac
}

# log_in HOST: sets token with the first of root's passwords that the server takes: the one that it had, or the new one.
log_in() {
    token=
    for file in "$RUN/root.old" "$RUN/root.new" "$CONF/root.json"; do
        [ -f "$file" ] || continue
        if said=$(ask "$1" auth/authenticate < "$file"); then
            # shellcheck disable=SC2034 # reload.sh reads it
            login=$file
            token=${said##*\"token\":\"}
            token=${token%%\"*}
            return 0
        fi
    done
    return 1
}

copy() {
    cp "$1" "$2.new"
    mv "$2.new" "$2"
}
