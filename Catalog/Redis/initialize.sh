#!/bin/sh
# Makes one cluster of the members: the first of each shard gets the shard's slots, all get to know each other, the
# others of a shard follow its first. Every step looks first and does only what is missing, so this can be run at any time
# and goes on where an earlier run ended (`redis-cli --cluster create` does the same, but once and from nothing only).
# Shards that come later have no slots; balance.sh gives them some.
#
# MEMBERS, PORT, REDISCLI_AUTH: see cluster.sh; SHARDS; BUS_PORT.
set -eu
umask 077

. "$CONF/cluster.sh"

# A member whose volume was lost comes back as a new node at the old one's address; the old one must be forgotten.
forget_lost_nodes() {
    current=
    places=
    for member in $MEMBERS; do
        read_self "${member#*,}"
        current="$current $id "
        places="$places ${member#*,}:$PORT@"
    done
    lost=$(cd "$views" && cat ./* | awk -v current="$current" -v places="$places" '
        NF >= 8 && $3 !~ /handshake/ && !index(current, " " $1 " ") {
            split($2, place, "@")
            if ($3 ~ /noaddr/ || index(places, " " place[1] "@")) print $1, (NF > 8 ? "slots" : "")
        }' | sort -u)
    case $lost in
    "") return ;;
    *slots*) fail "slots belong to a node that is gone with its data: $lost. Restore its volume, or give them away with '$PROGRAM-cli --cluster fix'" ;;
    esac
    for member in $MEMBERS; do
        for node in $lost; do
            at "${member#*,}" cluster forget "$node" > /dev/null
        done
    done
    look
}

# Nodes that start with different epochs needn't settle first whose is higher. Redis takes one only from a new node.
set_epochs() {
    wanted=0
    for member in $MEMBERS; do
        wanted=$((wanted + 1))
        read_self "${member#*,}"
        if [ "$epoch" = 0 ] && grep -q '^cluster_known_nodes:1.$' "$views/${member#*,}"; then
            must "${member#*,}" cluster set-config-epoch "$wanted"
        fi
    done
}

assign_slots() {
    if (cd "$views" && grep -q '^cluster_slots_assigned:16384' ./*); then
        return
    fi
    shard=0
    while [ "$shard" -lt "$SHARDS" ]; do
        read_shard "$shard"
        if [ -z "$owner" ]; then
            addresses=${addresses# }
            must "${addresses%% *}" cluster addslotsrange \
                $(((2 * 16384 * shard / SHARDS + 1) / 2)) $(((2 * 16384 * (shard + 1) / SHARDS + 1) / 2 - 1))
        fi
        shard=$((shard + 1))
    done
}

# Each meets the first and the eight after it that it doesn't know; gossip does the rest where there are more.
introduce() {
    for member in $MEMBERS; do
        printf '%s\n' "$MEMBERS" | tr ' ' '\n' | sed 's/.*,//' | awk -v me="${member#*,}" -v view="$views/${member#*,}" -v ports="$PORT $BUS_PORT" '
            BEGIN {
                split(ports, port)
                while ((getline line < view) > 0) {
                    split(line, field)
                    sub(/@.*/, "", field[2])
                    if (field[8] == "connected") known[field[2]] = 1
                }
            }
            !NF { next }
            (NR == 1 || found && found++ <= 8) && $0 != me && !(($0 ":" port[1]) in known) { print "cluster meet", $0, ports }
            $0 == me { found = 1 }' | at "${member#*,}" > /dev/null
    done
}

# Whether each member knows all others at their addresses and has shaken hands with them.
all_are_acquainted() {
    for member in $MEMBERS; do
        awk -v members="$MEMBERS" -v port="$PORT" '
            $3 !~ /handshake|noaddr/ && $8 == "connected" { sub(/@.*/, "", $2); known[$2] = 1 }
            END {
                count = split(members, all, " ")
                for (i = 1; i <= count; i++) {
                    sub(/.*,/, "", all[i])
                    if (!((all[i] ":" port) in known)) exit 1
                }
            }' "$views/${member#*,}" || return 1
    done
}

# A node tells of its role and slots to whom it meets, also again, at once; otherwise in its pings, of which it sends one a
# second. Where there are many members that many meetings cost more than they gain.
announce() {
    count=$(printf '%s\n' "$MEMBERS" | wc -w)
    for member in $MEMBERS; do
        [ "$count" -le 50 ] || continue
        for other in $MEMBERS; do
            [ "$other" = "$member" ] || printf 'cluster meet %s %s %s\n' "${other#*,}" "$PORT" "$BUS_PORT"
        done | at "${member#*,}" > /dev/null &
    done
    wait
}

# Reads into owner who leads a shard that has no slots yet: its first member that follows nobody.
find_leader() {
    for address in $addresses; do
        read_self "$address"
        if [ "$primary" = - ]; then
            owner=$address
            return
        fi
    done
}

attach_replicas() {
    shard=0
    while [ "$shard" -lt "$SHARDS" ]; do
        read_shard "$shard"
        [ -n "$owner" ] || find_leader
        if [ -n "$owner" ]; then
            read_self "$owner"
            leader=$id
            for address in $addresses; do
                read_self "$address"
                [ "$address" = "$owner" ] || [ "$primary" = "$leader" ] || must "$address" cluster replicate "$leader"
            done
        fi
        shard=$((shard + 1))
    done
}

# Whether every member serves, every replica has its primary's data, and all see the same roles.
all_serve() {
    count=$(printf '%s\n' "$MEMBERS" | wc -w)
    for member in $MEMBERS; do
        grep -q '^cluster_state:ok' "$views/${member#*,}" || return 1
        ! grep -q '^master_link_status:down' "$views/${member#*,}" || return 1
        [ "$(grep -c ' \(myself,\)\{0,1\}slave ' "$views/${member#*,}")" -ge $((count - SHARDS)) ] || return 1
    done
}

look
forget_lost_nodes
set_epochs
assign_slots
introduce
wait_until all_are_acquainted "the members don't all reach each other on ports $PORT and $BUS_PORT"
attach_replicas
announce
wait_until all_serve "the cluster doesn't come to serve: see the members' reasons and logs"
