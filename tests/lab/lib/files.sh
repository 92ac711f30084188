# What machines find in the lab's folder: certificates, keys, configuration, shared storage.
# shellcheck shell=bash

make_files() {
    mkdir -p "$lab/tls"
    make_certificates > "$lab/tls/log" 2>&1 || fail "openssl failed: $(tail -n 3 "$lab/tls/log")"
    TSIG_SECRET=$(head -c 32 /dev/urandom | base64 -w 0)
    mkdir -p "$lab/dns/data" "$lab/registry"
    write_keys
    local zone
    for zone in ${ZONES//,/ } "$(reverse_zone)"; do
        write_zone "$zone"
    done
    write_dns_configuration
    write_registry_configuration
}

# A CA of the lab's; a certificate for all its machines, and one for clients. For docker's TCP port and etcd's TLS port.
make_certificates() {
    local names='DNS:localhost,IP:127.0.0.1' i
    for i in {1..60}; do
        names+=",IP:$SUBNET.$i"
    done
    cd "$lab/tls" || return
    tool openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj '/CN=FireCamp lab' \
        -addext 'basicConstraints=critical,CA:TRUE' -addext 'keyUsage=critical,keyCertSign,cRLSign' -keyout ca.key -out ca.pem &&
        make_certificate server "subjectAltName=$names"$'\n''extendedKeyUsage=serverAuth,clientAuth' &&
        make_certificate client 'extendedKeyUsage=clientAuth' || return
    # The names that docker's client looks for.
    ln -s client.pem cert.pem
    ln -s client.key key.pem
    cd /
}

make_certificate() {
    tool openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=lab-$1" -keyout "$1.key" -out "$1.csr" || return
    tool openssl x509 -req -in "$1.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile <(printf '%s\n' "$2") -out "$1.pem"
}

# The same key as BIND's tools and as Knot's read it.
write_keys() {
    (
        umask 077
        printf 'key "firecamp" {\n    algorithm hmac-sha256;\n    secret "%s";\n};\n' "$TSIG_SECRET" > "$lab/dns/tsig.key"
        printf 'hmac-sha256:firecamp:%s\n' "$TSIG_SECRET" > "$lab/dns/tsig.knot"
    )
}

reverse_zone() {
    echo "${SUBNET##*.}.77.10.in-addr.arpa"
}

write_zone() {
    local file=$lab/dns/data/$1.zone
    if [ ! -e "$file" ]; then
        printf '%s. 60 SOA ns.%s. admin.%s. 1 60 60 86400 1\n%s. 60 NS ns.%s.\n' "$1" "$1" "$1" "$1" "$1" > "$file"
        if [[ $1 != *.arpa ]]; then
            printf 'ns.%s. 60 A %s\n' "$1" "$(address_of dns)" >> "$file"
        fi
    fi
}

write_dns_configuration() {
    local zone
    (
        umask 077
        {
            printf 'server:\n  rundir: /run/knot\n  user: root:root\n  listen: [%s@53, 127.0.0.1@53]\n' "$(address_of dns)"
            printf 'log:\n  - target: stdout\n    any: warning\n'
            printf 'database:\n  storage: %s\n  journal-db-max-size: 64M\n' "$lab/dns/data"
            printf 'key:\n  - id: firecamp\n    algorithm: hmac-sha256\n    secret: %s\n' "$TSIG_SECRET"
            printf 'acl:\n  - id: firecamp\n    key: firecamp\n    action: [update, transfer]\n'
            printf 'template:\n  - id: default\n    storage: %s\n    file: "%%s.zone"\n    acl: firecamp\n    zonefile-sync: -1\n' "$lab/dns/data"
            printf '    zonefile-load: difference-no-serial\n    journal-content: all\nzone:\n'
            for zone in ${ZONES//,/ } "$(reverse_zone)"; do
                printf '  - domain: %s\n' "$zone"
            done
        } > "$lab/dns/knot.conf.new"
    )
    mv "$lab/dns/knot.conf.new" "$lab/dns/knot.conf"
}

write_registry_configuration() {
    cat > "$lab/registry/config.yml" << END
version: 0.1
log: { level: warn, accesslog: { disabled: true } }
storage:
  filesystem: { rootdirectory: $lab/registry/images }
  delete: { enabled: true }
  maintenance: { uploadpurging: { enabled: false } }
http: { addr: "$(address_of registry):5000" }
END
}

# XFS can clone files, so that a volume's copy costs nothing. 'mount -o loop' would share one device between mounts.
make_shared_storage() {
    local device
    truncate -s "${LAB_SHARED_SIZE:-20G}" "$lab/shared.xfs"
    tool mkfs.xfs -q -m reflink=1 "$lab/shared.xfs"
    mkdir -p "$lab/shared"
    device=$(losetup --find --show "$lab/shared.xfs")
    mount -t xfs "$device" "$lab/shared"
    losetup --detach "$device"
}

remove_shared_storage() {
    while mountpoint -q "$lab/shared" 2> /dev/null; do
        umount "$lab/shared" || fail "$lab/shared is in use: end what works in it, then run 'down' again"
    done
    if [ -e "$lab/shared.xfs" ]; then
        losetup --noheadings --output NAME --associated "$lab/shared.xfs" | while read -r device; do
            losetup --detach "$device" 2> /dev/null || :
        done
        wait_for "no other mount namespace holds $lab/shared.xfs" 10 is_without_loop "$lab/shared.xfs"
    fi
}

# Etcd waits for its disk at each write, for seconds where the disk is busy with others' work: it is to have one of its own, as in life.
make_store_storage() {
    mkdir -p "$lab/store"
    mount -t tmpfs -o mode=700,size=2g tmpfs "$lab/store"
}

remove_store_storage() {
    while mountpoint -q "$lab/store" 2> /dev/null; do
        umount "$lab/store" || fail "$lab/store is in use: end what works in it, then run 'down' again"
    done
}

is_without_loop() {
    [ -z "$(losetup --noheadings --output NAME --associated "$1")" ]
}
