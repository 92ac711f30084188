# What the lab needs of the machine that it runs on.
# shellcheck shell=bash

# Seven nodes, each with its images and its agent, and their shared storage take between 5 and 6 GB.
DISK_GB=8

# What this machine lacks, a line each.
tell_requirements() {
    local missing
    missing=$(missing_requirements)
    if [ -n "$missing" ]; then
        printf '%s\n' "$missing"
        return 1
    fi
}

check_requirements() {
    local missing
    missing=$(missing_requirements)
    [ -z "$missing" ] || fail "this machine can't run the lab, it lacks: $(printf '%s' "$missing" | paste -sd ';' | sed 's/;/; /g')"
}

missing_requirements() {
    local program free
    if ! grep -qx 'ID=debian' /etc/os-release || ! grep -qx 'VERSION_ID="12"' /etc/os-release; then
        echo 'Debian 12, of whose packages the lab is made'
    fi
    for program in apt-get dpkg-deb unshare nsenter setsid losetup flock awk sha256sum; do
        command -v "$program" > /dev/null || echo "the program $program"
    done
    if [ "$EUID" != 0 ]; then
        echo 'root'
        return
    fi
    if [ "$(stat -f -c %T /sys/fs/cgroup)" = cgroup2fs ]; then
        echo 'control groups of version 1 (the kernel option systemd.unified_cgroup_hierarchy=0; the lab does not know version 2)'
    elif ! grep -q ':freezer:' /proc/self/cgroup || ! grep -q ':\([a-z_,]*,\)\?memory:' /proc/self/cgroup; then
        echo 'the control groups freezer and memory, of version 1'
    fi
    unshare --mount --uts --ipc --net --pid --cgroup --fork true 2> /dev/null || echo 'the right to make namespaces (CAP_SYS_ADMIN)'
    if command -v ip > /dev/null && ! unshare --net sh -ec 'ip link add p0 type veth peer name p1; ip link add br0 type bridge' 2> /dev/null; then
        echo 'virtual network cards and bridges in the kernel (or CAP_NET_ADMIN)'
    fi
    can_overlay || echo 'overlay mounts over /tmp (is it an overlay itself?)'
    for program in overlay xfs; do
        grep -qw "$program" /proc/filesystems || modprobe "$program" 2> /dev/null || echo "the file system $program in the kernel"
    done
    free=$(df --output=avail --block-size=1G /tmp | tail -n 1)
    [ "$free" -ge "$DISK_GB" ] || echo "$DISK_GB GB of disk in /tmp (${free// /} GB are free)"
    [ -e /dev/loop-control ] || echo '/dev/loop-control'
    if [ ! -f "$cache/complete" ] && ! compgen -G '/var/lib/apt/lists/*_Packages*' > /dev/null; then
        echo "apt's package lists (apt-get update)"
    fi
}

can_overlay() {
    local folder code=0
    folder=$(mktemp -d /tmp/firecamp-overlay-XXXXXX)
    mkdir "$folder/upper" "$folder/work" "$folder/merged"
    unshare --mount mount -t overlay -o "lowerdir=/usr,upperdir=$folder/upper,workdir=$folder/work" overlay "$folder/merged" 2> /dev/null || code=1
    rm -rf "$folder"
    return "$code"
}
