#!/bin/sh
# Installs FireCamp's agent on this machine, or upgrades it: as root, from the folder that it lies in. Safe to repeat.
# The program is unpacked beside the old one; what there is keeps running until all is in place.
set -eu
umask 077
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
here=$(cd "$(dirname "$0")" && pwd)
. "$here/settings"
opt=/opt/firecamp etc=/etc/firecamp home=/var/lib/firecamp name=firecamp-agent
image=$name:$version
changed=
export DOCKER_HOST=unix:///run/docker.sock

fail() {
    echo "$1" >&2
    exit 1
}

# Replaces a file in one move, unless it is the same already.
put() {
    if [ -f "$2" ] && cmp -s "$1" "$2"; then
        chmod "$3" "$2"
        return 1
    fi
    cp "$1" "$2.new"
    chmod "$3" "$2.new"
    mv -f "$2.new" "$2"
}

# The same for what the running agent has read. A run that is interrupted before the agent's restart leaves that to the next one.
matters() {
    cmp -s "$1" "$2" || must_restart
    put "$@" || :
}

must_restart() {
    changed=1
    : > "$etc/restart"
}

unpack() {
    if [ -x "$opt/agent-$version/FireCamp.Agent" ]; then return; fi
    rm -rf "$opt/agent-$version.new"
    mkdir -m 755 "$opt/agent-$version.new"
    tar -xzf "$here/agent.tar.gz" -C "$opt/agent-$version.new" --no-same-owner -p || fail "The program can't be unpacked into $opt."
    mv "$opt/agent-$version.new" "$opt/agent-$version"
}

# Who accepts more comes first: what is shown then is accepted everywhere.
lay_out() {
    for file in "$here"/store/*; do
        if [ -f "$file" ]; then matters "$file" "$etc/store/${file##*/}" 600; fi
    done
    put "$here/authorities.pem" "$etc/identity/authorities.pem" 644 || :
    put "$here/identity.pem" "$etc/identity/identity.pem" 600 || :
    matters "$here/key" "$home/clusters/$cluster/key" 600
    matters "$here/agent.args" "$etc/agent.args" 600
}

switch() {
    old=$(readlink "$opt/current" || :)
    if [ "$old" != "agent-$version" ]; then
        must_restart
        ln -sfn "agent-$version" "$opt/current.new"
        mv -T "$opt/current.new" "$opt/current"
    fi
    for folder in "$opt"/agent-*; do
        case ${folder##*/} in
        "agent-$version" | "$old") ;;
        *) rm -rf "$folder" ;;
        esac
    done
}

runs() {
    pid=$(cat "$home/clusters/$cluster/nodes/$node/agent.pid" 2> /dev/null) && [ -n "$pid" ] && kill -0 "$pid" 2> /dev/null
}

# Members go on while the agent is restarted: it takes over what the one before left.
start() {
    if [ -n "$start_command" ]; then
        if [ -n "$changed" ] || ! runs; then sh -c "$start_command" || fail "The start command ended with $?."; fi
    elif [ -d /run/systemd/system ]; then
        matters "$here/firecamp-agent.service" /etc/systemd/system/firecamp-agent.service 644
        systemctl daemon-reload
        systemctl enable --quiet firecamp-agent.service
        if [ -n "$changed" ]; then systemctl restart firecamp-agent.service; else systemctl start firecamp-agent.service; fi
    else
        echo 'There is no systemd here. Have this run as root, before dockerd, and again whenever it ends:'
        echo "    $opt/current/FireCamp.Agent @$etc/agent.args"
    fi
}

build() {
    if docker image inspect "$image" > /dev/null 2>&1; then return; fi
    docker build --quiet --network host --build-arg "BASE=$base" --build-arg "VERSION=$version" --tag "$image" "$here/image" > /dev/null ||
        fail "The image can't be built from $base."
}

# The next container is made while the one before still runs, so that members are without an agent only for as long as one takes to start.
replace_container() {
    matters "$here/container.args" "$etc/container.args" 600
    old=$(docker container inspect --format '{{.Config.Image}}' "$name" 2> /dev/null || :)
    [ "$old" = "$image" ] || must_restart
    if [ -z "$changed" ]; then
        docker start "$name" > /dev/null
        return
    fi
    docker rm --force "$name.new" > /dev/null 2>&1 || :
    create_container > /dev/null || fail "The agent's container can't be made."
    docker kill "$name" > /dev/null 2>&1 || :
    if ! docker start "$name.new" > /dev/null; then
        docker start "$name" > /dev/null 2>&1 || :
        fail "The agent's container doesn't start."
    fi
    docker rm --force "$name" > /dev/null 2>&1 || :
    docker rename "$name.new" "$name"
    docker image ls --format '{{.Repository}}:{{.Tag}}' "$name" | while read -r other; do
        case $other in
        "$image" | "$old") ;;
        *) docker image rm "$other" > /dev/null 2>&1 || : ;;
        esac
    done
}

# An argument a line. As a service the agent is the last to be killed for lack of memory; not every machine lets its dockerd say that.
create_container() (
    set -f
    IFS='
'
    oom=0
    if (echo -900 > /proc/self/oom_score_adj) 2> /dev/null; then oom=-900; fi
    # shellcheck disable=SC2046 # they are to be split
    docker create --name "$name.new" --oom-score-adj "$oom" $(cat "$etc/container.args") "$image"
)

[ "$(id -u)" = 0 ] || fail "Run it as root; you are '$(id -un)'."
if [ -n "$base" ]; then
    [ ! -e "$opt/current" ] || fail "There is an agent that is a service; take that away first."
    build
else
    [ ! -e "$etc/container.args" ] || fail "There is an agent in a container; take that away first."
    mkdir -p -m 755 "$opt"
    unpack
fi
mkdir -p "$etc/identity" "$etc/store" "$home/clusters/$cluster"
if [ -e "$etc/restart" ]; then changed=1; fi
lay_out
if [ -n "$base" ]; then
    replace_container
else
    switch
    start
fi
rm -f "$etc/restart"
echo "firecamp-install ${changed:+changed}"
case $here in /var/lib/firecamp-install) rm -rf "$here" ;; esac
