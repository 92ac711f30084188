# Sourced by what runs ZooKeeper's classes: sets classpath.

# The image has its jars beside the scripts; Debian has all of Java's in one folder, and the jar of ZooKeeper names what it
# needs by paths that a private copy of the packages doesn't have. There the logger is slf4j-simple.
bin=$(dirname "$(readlink -f "$(command -v zkServer.sh)")")
if [ -d "$bin/../lib" ]; then
    classpath="$bin/../lib/*"
else
    jars=${bin%/zookeeper/bin}/java
    classpath=
    for jar in zookeeper zookeeper-jute slf4j-api slf4j-simple metrics-core snappy-java commons-cli commons-io findbugs-annotations \
        jackson-annotations jackson-core jackson-databind netty-buffer netty-common netty-handler netty-transport netty-codec \
        netty-resolver netty-transport-native-epoll netty-transport-native-unix-common; do
        classpath=$classpath:$jars/$jar.jar
    done
fi
