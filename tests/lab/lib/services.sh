# What can be changed of the lab's services while they run.
# shellcheck shell=bash

# Makes the DNS server serve one more domain; it does when this returns.
add_zone() {
    local zone=${1%.}
    [[ $zone =~ ^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$ ]] || fail "'$1' is no domain"
    has_part dns || fail 'the lab was started without its DNS server'
    lock_lab
    read_lab
    if [[ ,$ZONES, != *,$zone,* ]]; then
        ZONES+=,$zone
        write_zone "$zone"
        write_dns_configuration
        write_lab
    fi
    must_be_up dns
    in_machine dns knotc --config "$lab/dns/knot.conf" reload > /dev/null
    wait_for "the DNS server serves $zone" 10 serves_zone "$zone"
}

serves_zone() {
    [ -n "$(in_machine dns kdig +short @127.0.0.1 "$1" SOA)" ]
}
