#!/bin/sh
# The network of the real nodes: a bridge that each of them plugs its one device into, and the router between their pods.
# Nothing leads out of it. Runs within `unshare --net`, which goes with this process; GATEWAY, ROUTES and NETWORK_READY
# are set.
set -eu

ip link set lo up
ip link add lan type bridge
ip address add "$GATEWAY/24" dev lan
ip link set lan up
echo 1 >/proc/sys/net/ipv4/ip_forward
for route in $ROUTES; do
  ip route add "${route%=*}" via "${route#*=}"
done

touch "$NETWORK_READY"
exec sleep infinity
