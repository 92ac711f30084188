# Sourced by every script: how the flavour's programs are called, and how to ask servers.

case $FLAVOUR in
mariadb) server=mariadbd client=mariadb dump=mariadb-dump ;;
*) server=mysqld client=mysql dump=mysqldump ;;
esac

say() {
    printf 'firecamp: %s\n' "$*" >&2
    printf '%s\n' "$*" > "$RUN/phase"
}

fail() {
    say "$*"
    exit 1
}

# This member's own server, over its socket, which lets in the user that it runs as.
ask() {
    "$client" --no-defaults --socket="$RUN/mysqld.sock" --user="$(id -un)" --batch "$@"
}

# Another member's, as the account of replicas: ask_at HOST …
ask_at() {
    host=$1
    shift
    timeout 5 "$client" --defaults-file="$CONF/client.cnf" --protocol=tcp --host="$host" --batch "$@"
}

# What a server has executed: nothing where nobody has ever written.
case $FLAVOUR in
mariadb) executed='select @@gtid_current_pos' ;;
*) executed='select @@gtid_executed' ;;
esac
