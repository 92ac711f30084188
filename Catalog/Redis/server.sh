# Sourced by what talks to this member's own server.

# The server may still have the password from before the files were rewritten; start.sh and reload.sh note the one that it has.
find_password() {
    for file in "$RUN/password" "$CONF/password"; do
        password=
        IFS= read -r password 2> /dev/null < "$file" || true
        [ "$(printf 'ping\n' | server 2> /dev/null)" != PONG ] || return 0
    done
    printf 'firecamp: the server at %s:%s answers neither to the password that it had nor to the new one\n' "$HOST" "$PORT" >&2
    exit 1
}

note_password() {
    cp "$CONF/password" "$RUN/password.new"
    mv "$RUN/password.new" "$RUN/password"
}

# Sends the commands on its input, one a line; prints the answers.
server() {
    REDISCLI_AUTH=$password "$PROGRAM-cli" -h "$HOST" -p "$PORT" --raw
}

# Reads what the server says of its replication; field prints one value of it.
replication() {
    said=$(printf 'info replication\n' | server | tr -d '\r')
}

field() {
    printf '%s\n' "$said" | sed -n "s/^$1://p"
}
