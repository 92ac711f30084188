#!/bin/bash
# A member of etcd: clients come to port 2379, or to port 2381 by TLS with a certificate of the lab's.
. "$1/settings"
peers=
for k in 1 2 3; do
    peers+=${peers:+,}etcd$k=http://$SUBNET.$((50 + k)):2380
done
exec etcd --name "$MACHINE_NAME" --data-dir "$LAB/store/$MACHINE_NAME" --logger zap --log-level warn \
    --listen-peer-urls "http://$ADDRESS:2380" --initial-advertise-peer-urls "http://$ADDRESS:2380" \
    --listen-client-urls "http://$ADDRESS:2379,http://127.0.0.1:2379,https://$ADDRESS:2381" \
    --advertise-client-urls "http://$ADDRESS:2379,https://$ADDRESS:2381" \
    --initial-cluster "$peers" --initial-cluster-token lab --initial-cluster-state new \
    --client-cert-auth --trusted-ca-file "$LAB/tls/ca.pem" --cert-file "$LAB/tls/server.pem" --key-file "$LAB/tls/server.key"
