# Container images of Debian's packages, written straight into a registry's storage: no pull, no build, no daemon. They offer
# what the official images of the same names do: the users with the same ids, the programs on the path, a POSIX shell and tools.
# shellcheck shell=bash

base_packages=(base-files base-passwd bash bsdutils ca-certificates coreutils dash debianutils diffutils findutils gcc-12-base grep gzip
    hostname libacl1 libattr1 libaudit1 libblkid1 libbz2-1.0 libc-bin libc6 libcap-ng0 libcap2 libcrypt1 libgcc-s1 libgcrypt20 libgmp10
    libgpg-error0 liblz4-1 liblzma5 libmd0 libmount1 libncursesw6 libpam0g libpcre2-8-0 libproc2-0 libselinux1 libsmartcols1 libssl3
    libstdc++6 libsystemd0 libtinfo6 libudev1 libuuid1 libzstd1 mawk netbase openssl procps sed tar tzdata util-linux util-linux-extra
    zlib1g)
agent_packages=(iproute2 nftables libbpf1 libbsd0 libedit2 libelf1 libjansson4 libmnl0 libnftables1 libnftnl11 libxtables12)
redis_packages=(redis-server redis-tools libatomic1 libjemalloc2 liblzf1)
postgres_packages=(postgresql-15 postgresql-client-15 libpq5 libicu72 libxml2 libxslt1.1 libgssapi-krb5-2 libkrb5-3 libk5crypto3
    libkrb5support0 libkeyutils1 libcom-err2 libldap-2.5-0 libsasl2-2 libgnutls30 libhogweed6 libnettle8 libp11-kit0 libtasn1-6 libidn2-0
    libunistring2 libffi8 libreadline8 readline-common libedit2 libbsd0)
zookeeper_packages=(openjdk-17-jre-headless zookeeper libzookeeper-java libslf4j-java libdropwizard-metrics-java libsnappy-java
    libcommons-cli-java libcommons-io-java libfindbugs-annotations-java libjackson2-annotations-java libjackson2-core-java
    libjackson2-databind-java libnetty-java)
zookeeper_jars=(zookeeper zookeeper-jute slf4j-api slf4j-simple metrics-core snappy-java commons-cli commons-io findbugs-annotations
    jackson-annotations jackson-core jackson-databind netty-buffer netty-common netty-handler netty-transport netty-codec netty-resolver
    netty-transport-native-epoll netty-transport-native-unix-common)

path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

make_images() {
    local work=$1/work kind
    storage=$1/registry/docker/registry/v2
    for kind in base agent redis postgres zookeeper; do
        local -n packages=${kind}_packages
        download "$work/debs/$kind" "${packages[@]}"
        unpack "$work/$kind" "$work/debs/$kind"/*.deb
        "finish_$kind" "$work/$kind"
    done
    try_image "$work" agent 'ip -Version; nft --version'
    try_image "$work" redis 'redis-server --version; redis-cli --version'
    try_image "$work" postgres 'cd /usr/lib/postgresql/15/bin; for p in postgres initdb psql pg_basebackup pg_rewind pg_isready; do ./$p -V; done'
    try_image "$work" zookeeper '/opt/java/bin/java -version'
    try_image "$work" base 'for p in flock setpriv sed awk od timeout sha1sum base64 tar gzip ps bash openssl find; do command -v $p; done'
    add_images "$work"
    rm -rf "$work"
}

finish_base() {
    local root=$1
    mkdir -p "$root"/{dev,proc,sys,run,tmp,etc/ssl/certs,var/tmp}
    chmod 1777 "$root/tmp" "$root/var/tmp"
    cp "$root/usr/share/base-passwd/passwd.master" "$root/etc/passwd"
    cp "$root/usr/share/base-passwd/group.master" "$root/etc/group"
    printf '%s: files\n' passwd group shadow > "$root/etc/nsswitch.conf"
    printf 'hosts: files dns\n' >> "$root/etc/nsswitch.conf"
    ln -sfn dash "$root/usr/bin/sh"
    ln -sfn mawk "$root/usr/bin/awk"
    cat "$root"/usr/share/ca-certificates/mozilla/*.crt > "$root/etc/ssl/certs/ca-certificates.crt"
}

finish_agent() {
    :
}

finish_redis() {
    add_user "$1" redis 999 /data
}

# Without LLVM, which is half the image, PostgreSQL runs without just-in-time compilation.
finish_postgres() {
    rm -rf "$1"/usr/lib/postgresql/15/lib/{llvmjit*,bitcode}
    add_user "$1" postgres 999 /var/lib/postgresql
}

# As the official image has it: the jars beside the scripts, without what the server doesn't need.
finish_zookeeper() {
    local root=$1 jar
    mkdir -p "$root"/opt/zookeeper/{bin,lib,conf}
    for jar in "${zookeeper_jars[@]}"; do
        cp -L "$root/usr/share/java/$jar.jar" "$root/opt/zookeeper/lib/"
    done
    cp "$root"/usr/share/zookeeper/bin/zk{Server,Cli,Cleanup}.sh "$root/opt/zookeeper/bin/"
    cat > "$root/opt/zookeeper/bin/zkEnv.sh" << 'END'
ZOOMAIN=org.apache.zookeeper.server.quorum.QuorumPeerMain
ZOOCFGDIR=${ZOOCFGDIR:-/opt/zookeeper/conf}
ZOOCFG=${ZOOCFG:-$ZOOCFGDIR/zoo.cfg}
ZOO_LOG_DIR=${ZOO_LOG_DIR:-/tmp}
JAVA=java
CLASSPATH="$ZOOCFGDIR:/opt/zookeeper/lib/*"
END
    rm -rf "$root"/usr/share/{java,maven-repo,zookeeper} "$root"/usr/lib/*/jni
    ln -s "../$(cd "$root" && echo usr/lib/jvm/java-17-openjdk-*)" "$root/opt/java"
    add_user "$root" zookeeper 1000 /opt/zookeeper
}

add_user() {
    local base
    base=$(dirname "$1")/base
    mkdir -p "$1/etc" "$1$4"
    { cat "$base/etc/passwd" && echo "$2:x:$3:$3::$4:/bin/sh"; } > "$1/etc/passwd"
    { cat "$base/etc/group" && echo "$2:x:$3:"; } > "$1/etc/group"
    chown "$3:$3" "$1$4"
}

# Runs the image's programs, so that a library that nobody named is missed here and now.
try_image() {
    local layers=$1/$2 output
    if [ "$2" = base ]; then
        layers+=:$1/nothing
    else
        layers+=:$1/base
    fi
    mkdir -p "$1/merged" "$1/nothing"
    # shellcheck disable=SC2016 # the other shell expands these
    output=$(unshare --mount sh -ec 'mount -t overlay -o "lowerdir=$1" overlay "$0"; mount -t proc proc "$0/proc"; chroot "$0" sh -ec "$2"' \
        "$1/merged" "$layers" "$3" 2>&1) || fail "the image $2 doesn't run: $output"
}

add_images() {
    local work=$1 base agent redis postgres zookeeper java
    base=$(add_layer "$work/base")
    agent=$(add_layer "$work/agent")
    redis=$(add_layer "$work/redis")
    postgres=$(add_layer "$work/postgres")
    zookeeper=$(add_layer "$work/zookeeper")
    java=/opt/zookeeper/bin:/opt/java/bin
    add_image debian 'bookworm-slim 12-slim' "$path" "$base"
    add_image firecamp-base '12' "$path" "$base" "$agent"
    add_image redis '7.0 7' "$path" "$base" "$redis"
    add_image postgres '15' "/usr/lib/postgresql/15/bin:$path" "$base" "$postgres"
    add_image zookeeper '3.8' "$java:$path" "$base" "$zookeeper"
}

# Packs a folder and prints digest and size.
add_layer() {
    tar --sort=name --mtime=@0 --numeric-owner -C "$1" -cf "$1.tar" .
    add_blob "$1.tar"
}

# Moves a file to where the registry keeps blobs; prints its digest and its size.
add_blob() {
    local digest size
    digest=$(sha256sum "$1" | cut -d' ' -f1)
    size=$(stat -c %s "$1")
    mkdir -p "$storage/blobs/sha256/${digest:0:2}/$digest"
    mv "$1" "$storage/blobs/sha256/${digest:0:2}/$digest/data"
    echo "sha256:$digest $size"
}

# Each name stands alone and below 'library', where a mirror of the public registry is asked for it.
add_image() {
    local name=$1 tags=$2 path=$3 layers=("${@:4}") layer digests='' descriptors='' config manifest blob repository tag
    for layer in "${layers[@]}"; do
        digests+="${digests:+,}\"${layer% *}\""
        descriptors+="${descriptors:+,}{\"mediaType\":\"application/vnd.oci.image.layer.v1.tar\",\"digest\":\"${layer% *}\",\"size\":${layer#* }}"
    done
    printf '{"architecture":"%s","os":"linux","config":{"Env":["PATH=%s","LANG=C.UTF-8"],"Cmd":["sh"]},"rootfs":{"type":"layers","diff_ids":[%s]}}' \
        "$(dpkg --print-architecture)" "$path" "$digests" > "$storage.config"
    config=$(add_blob "$storage.config")
    printf '{"schemaVersion":2,"mediaType":"%s","config":{"mediaType":"%s","digest":"%s","size":%s},"layers":[%s]}' \
        application/vnd.oci.image.manifest.v1+json application/vnd.oci.image.config.v1+json "${config% *}" "${config#* }" "$descriptors" \
        > "$storage.manifest"
    manifest=$(add_blob "$storage.manifest")
    for repository in "$name" "library/$name"; do
        for blob in "${layers[@]}" "$config"; do
            add_link "$repository/_layers/${blob% *}" "$blob"
        done
        add_link "$repository/_manifests/revisions/${manifest% *}" "$manifest"
        for tag in $tags; do
            add_link "$repository/_manifests/tags/$tag/current" "$manifest"
            add_link "$repository/_manifests/tags/$tag/index/${manifest% *}" "$manifest"
        done
    done
}

add_link() {
    local folder=$storage/repositories/${1//sha256:/sha256/}
    mkdir -p "$folder"
    printf '%s' "${2% *}" > "$folder/link"
}
