# Looks whether FireCamp's agent can be put on this machine; changes nothing. Variables stand before it: see NodeCheck.cs.
# Prints 'fault TEXT' for each thing that is wrong, and facts, each with its name.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export DOCKER_HOST=unix:///run/docker.sock
fault() { echo "fault $1"; }

echo "firecamp-check 1"
echo "clock $(date +%s)"
[ "$(uname -n)" = "$node" ] || fault "the machine there calls itself '$(uname -n)'; give the right one with -HostName"
[ "$(id -u)" = 0 ] || fault "the user there is '$(id -un)'; the agent is installed as root"
[ "$(uname -s)-$(uname -m)" = "$machine" ] || fault "is a $(uname -s)-$(uname -m); this agent is built for $machine"

# A container has its own of the rest.
tools='tar gzip cmp ip nft setpriv setsid nsenter'
[ -z "$container" ] || tools='tar cmp docker'
missing=
for tool in $tools; do
    command -v "$tool" > /dev/null 2>&1 || missing="$missing $tool"
done
[ -z "$missing" ] || fault "lacks$missing (Debian: nftables, iproute2, util-linux, diffutils, docker.io)"
found=$container
for file in /usr/lib/*/libssl.so.3 /usr/lib/libssl.so.3 /usr/lib64/libssl.so.3 /lib/*/libssl.so.3; do
    [ ! -e "$file" ] || found=1
done
[ -n "$found" ] || fault "lacks OpenSSL 3 (Debian: libssl3)"

[ -S /run/docker.sock ] || [ -S /var/run/docker.sock ] || fault "has no dockerd: there is no /run/docker.sock"
[ -e "$storage/.firecamp-check-$token" ] || fault "doesn't see the shared storage: what this machine writes to $storage isn't there"
folder=/opt/firecamp
[ -z "$container" ] || folder=$(docker info --format '{{.DockerRootDir}}' 2> /dev/null)
while [ ! -d "${folder:=/}" ]; do folder=$(dirname "$folder"); done
room=$(df -Pk "$folder" 2> /dev/null | awk 'NR == 2 { print int($4 / 1024) }')
[ "${room:-0}" -ge "$needed" ] || fault "has ${room:-no} MB left in $folder; $needed MB are needed"

if [ -d /run/systemd/system ]; then
    echo "systemd yes"
elif [ -z "$started$container" ]; then
    fault "has no systemd; say with -StartCommand how the agent is started there, or use -Container"
fi
if [ -f /etc/firecamp/agent.args ]; then
    other=$(sed -n '/^--cluster$/{n;p;}' /etc/firecamp/agent.args)
    [ "$other" = "$cluster" ] || fault "has the agent of cluster '$other'; a machine can be in one cluster only"
fi
if [ -n "$container" ]; then
    [ ! -e /opt/firecamp/current ] || fault "has the agent as a service; take that away first (docs/swarm.md says how)"
    image=$(docker container inspect --format '{{.Config.Image}}' firecamp-agent 2> /dev/null) && echo "installed agent-${image##*:}"
    ! docker image inspect "firecamp-agent:$version" > /dev/null 2>&1 || echo "has yes"
else
    [ ! -e /etc/firecamp/container.args ] || fault "has the agent in a container; take that away first (docs/swarm.md says how)"
    [ ! -f /etc/firecamp/agent.args ] || echo "installed $(readlink /opt/firecamp/current 2> /dev/null)"
    [ ! -x "/opt/firecamp/agent-$version/FireCamp.Agent" ] || echo "has yes"
fi
echo "end"
