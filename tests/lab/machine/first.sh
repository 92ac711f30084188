#!/bin/bash
# A machine's first process: makes its own view of the file system, waits for its network card, then becomes tini.
set -euo pipefail
. "$1/settings"

# Not $(< …), which would be a child's.
read -ra stat < /proc/self/stat
echo "${stat[0]} ${stat[21]}" > "$MACHINE/pid.new"
mv "$MACHINE/pid.new" "$MACHINE/pid"

# Other labs' storage would stay busy after they end, and a crash of this machine would shut it down. The list is read first: what comes
# after an entry that is unmounted meanwhile would be skipped.
mapfile -t mounts < /proc/self/mountinfo
for line in "${mounts[@]}"; do
    read -r _ _ _ _ point _ <<< "$line"
    case $point in
    "$LAB"/shared) ;;
    */shared) if [ -e "${point%/shared}/shared.xfs" ]; then umount --lazy "$point"; fi ;;
    esac
done

mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t tmpfs -o mode=755 tmpfs /sys/fs/cgroup
while IFS=: read -r id controllers _; do
    if [ "$id" != 0 ]; then
        mkdir -p "/sys/fs/cgroup/${controllers#name=}"
        mount -t cgroup -o "${controllers/name=/none,name=}" cgroup "/sys/fs/cgroup/${controllers#name=}"
        for controller in ${controllers//,/ }; do
            [ -e "/sys/fs/cgroup/${controller#name=}" ] || ln -s "$controllers" "/sys/fs/cgroup/$controller"
        done
    fi
done < /proc/self/cgroup

# What it writes there is its own and outlives a crash; the packages of the lab lie over the host's.
mkdir -p "$MACHINE/disk"
if [ "$ROLE" = registry ]; then
    mkdir -p "$MACHINE/disk/images/upper" "$MACHINE/disk/images/work" "$MACHINE/images"
    mount -t overlay -o "lowerdir=$IMAGES,upperdir=$MACHINE/disk/images/upper,workdir=$MACHINE/disk/images/work" overlay "$MACHINE/images"
fi
for folder in usr etc var root opt srv; do
    mkdir -p "$MACHINE/disk/$folder/upper" "$MACHINE/disk/$folder/work"
    lower=/$folder
    if [ "$folder" = usr ]; then
        lower=$TOOLS/usr:/usr
    fi
    mount -t overlay -o "lowerdir=$lower,upperdir=$MACHINE/disk/$folder/upper,workdir=$MACHINE/disk/$folder/work" overlay "/$folder"
done
mount -t tmpfs -o mode=755 tmpfs /run
mount -t tmpfs -o mode=1777 tmpfs /dev/shm
mkdir -p /run/lock /run/lab

hostname "$MACHINE_NAME"
echo "$MACHINE_NAME" > /etc/hostname
printf '127.0.0.1 localhost\n%s %s\n' "$ADDRESS" "$MACHINE_NAME" > /etc/hosts
rm -f /etc/resolv.conf
printf 'nameserver %s\noptions timeout:1 attempts:2\n' "$DNS" > /etc/resolv.conf

until [ -e /sys/class/net/eth0 ]; do
    sleep 0.01
done
ip link set lo up
ip address add "$ADDRESS/24" dev eth0
ip link set eth0 up

export TMPDIR=$MACHINE/tmp HOME=/root
cd /
exec tini -- bash "$HERE/$ROLE.sh" "$MACHINE"
