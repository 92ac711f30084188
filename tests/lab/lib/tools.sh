# The programs that machines run: laid over the host's /usr in each machine.
# shellcheck shell=bash

tool_packages=(docker.io containerd runc iptables tini iproute2 xfsprogs nftables etcd-server etcd-client knot knot-dnsutils
    docker-registry openssl iputils-arping iputils-ping procps)

# Of all that these packages need, what the host hasn't installed.
make_tools() {
    local target=$1 packages
    mapfile -t packages < <(apt_get --print-uris --no-install-recommends install "${tool_packages[@]}" |
        sed -n "s/^'[^']*' \([^_]*\)_.*/\1/p" | grep -vxE 'libc6|libc-bin|libc6-dev|perl.*|libperl.*|python3.*|libpython3.*')
    if ((${#packages[@]} > 0)); then
        download "$target/debs" "${packages[@]}"
        unpack "$target/tools" "$target"/debs/*.deb
        rm -rf "$target/debs"
    fi
    mkdir -p "$target/tools/usr"

    # What a package's installation would make a link to.
    local sbin=$target/tools/usr/sbin family name
    if [ -e "$sbin/xtables-nft-multi" ]; then
        for family in iptables ip6tables; do
            for name in '' -save -restore; do
                ln -sfn xtables-nft-multi "$sbin/$family$name"
            done
        done
    fi
}
