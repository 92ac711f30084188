# What the lab needs besides this checkout: Debian's packages, unpacked into a folder of their own, and images made of them.
# Nothing of the host changes. What another version of these scripts made stays as it is until it is two days out of use.
# shellcheck shell=bash

cache_root=${FIRECAMP_LAB_CACHE:-/var/cache/firecamp-lab}

use_cache() {
    cache=$cache_root/$(cat "$here"/lib/{prepare,tools,images}.sh | sha256sum | cut -c1-12)
    docker=$cache/tools/usr/bin/docker
    if [ ! -x "$docker" ]; then
        docker=docker
    fi
}

# Runs one of the host's programs, or of the lab's where the host has none.
tool() {
    local libraries
    libraries=$(echo "$cache"/tools/usr/lib/*-linux-gnu)
    env PATH="$PATH:$cache/tools/usr/sbin:$cache/tools/usr/bin" LD_LIBRARY_PATH="$libraries" "$@"
}

ip() {
    tool ip "$@"
}

prepare() {
    if [ -f "$cache/complete" ]; then
        touch "$cache/complete"
        return
    fi
    mkdir -p "$cache_root"
    exec 7> "$cache_root/lock"
    flock 7
    if [ ! -f "$cache/complete" ]; then
        say 'Getting packages and making images for the lab (about a minute, once) …'
        rm -rf "$cache_root"/*.new
        mkdir "$cache.new"
        make_tools "$cache.new"
        make_images "$cache.new"
        touch "$cache.new/complete"
        rm -rf "$cache"
        mv "$cache.new" "$cache"
        remove_old_caches
    fi
    exec 7>&-
    use_cache
}

remove_old_caches() {
    local old
    find "$cache_root" -mindepth 2 -maxdepth 2 -name complete -mtime +2 | while read -r old; do
        rm -rf "${old%/complete}"
    done
}

# Gets packages into a folder; where apt's lists are stale they are brought up to date, and it tries once more.
download() {
    local folder=$1 output
    shift
    mkdir -p "$folder"
    if ! output=$(cd "$folder" && apt_get download "$@" 2>&1); then
        output=$(apt_get --error-on=any update 2>&1) || fail "apt-get update failed: $output"
        output=$(cd "$folder" && apt_get download "$@" 2>&1) || fail "apt-get can't get $*: $output"
    fi
}

apt_get() {
    apt-get -qq -o APT::Sandbox::User=root -o DPkg::Lock::Timeout=300 "$@" < /dev/null
}

# Lays out the packages' files in a root folder whose /bin, /lib … are links, as Debian's have been since 12.
unpack() {
    local root=$1 folder deb
    shift
    mkdir -p "$root"/usr/{bin,sbin,lib,lib64}
    for folder in bin sbin lib lib64; do
        ln -sfn "usr/$folder" "$root/$folder"
    done
    for deb in "$@"; do
        dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$root" --keep-directory-symlink \
            --exclude='./usr/share/doc/*' --exclude='./usr/share/man/*' --exclude='./usr/share/locale/*' --exclude='./usr/share/info/*' \
            --exclude='./usr/share/lintian/*' --exclude='./usr/share/bash-completion/*' --exclude='./usr/share/doc-base/*'
    done
}
