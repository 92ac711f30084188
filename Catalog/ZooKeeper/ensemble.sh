# Sourced by what asks the ensemble who its members are, or changes that as the user who may do everything.

. "$CONF/place"
. "$CONF/serving.sh"
. "$CONF/classpath.sh"

fail() {
    printf 'firecamp: %s\n' "$*" >&2
    exit 1
}

sasl=false
! grep -q '^Client' "$CONF/client.conf" || sasl=true
IFS= read -r password < "$CONF/super.password" || true
case $password in
*[\"]*[\']* | *[\']*[\"]*) fail "ZooKeeper's client can't send a password that holds both kinds of quotes: change that of 'super'" ;;
*[\"]*) quote="'" ;;
*) quote='"' ;;
esac

# Commands on the input, one a line; the client's words on the output. Others' servers are asked: joining restarts one's own.
client() {
    servers=
    for host in "$@"; do
        servers=$servers,$host:$PORT
    done
    {
        printf 'addauth digest %ssuper:%s%s\n' "$quote" "$password" "$quote"
        cat
        echo quit
    } | timeout 40 java -Xmx64m -XX:TieredStopAtLevel=1 -XX:-UsePerfData "-Djava.security.auth.login.config=$CONF/client.conf" \
        "-Dzookeeper.sasl.client=$sasl" -cp "$CONF:$classpath" org.apache.zookeeper.ZooKeeperMain -waitforconnection -server "${servers#,}" 2>&1
}

# Whether the ensemble, asked at the hosts that follow the id, has it as a member. Where it doesn't answer it has.
is_member() {
    id=$1
    shift
    answer=$(echo config | client "$@")
    ! printf '%s\n' "$answer" | grep -q '^version=' || printf '%s\n' "$answer" | grep -q "^server\.$id="
}
