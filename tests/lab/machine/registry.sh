#!/bin/bash
# The registry of container images: what 'prepare' made, and what is pushed besides.
. "$1/settings"
exec docker-registry serve "$MACHINE/config.yml"
