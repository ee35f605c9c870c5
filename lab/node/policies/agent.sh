#!/bin/sh
# Runs Cilium's agent, whose command line it is given, within a node.
set -eu

# By this mark, and by its address, Cilium knows what comes from the node itself. It would set the mark with iptables, for
# which many a kernel has no modules.
nft -f - <<RULES
table ip policy-engine
delete table ip policy-engine
table ip policy-engine {
  chain output {
    type filter hook output priority mangle
    meta mark set meta mark & 0xfffff0ff | 0xc00
  }
}
RULES

# The agent takes it for a fault when the kernel has no list of modules, as one has none that can load no modules. There
# it sees a /proc of links to the node's, and an empty list.
if [ -e /proc/modules ]; then exec "$@"; fi

exec unshare --mount --propagation slave sh -euc '
  mkdir -p /run/node-proc
  mount --rbind /proc /run/node-proc
  mount -t tmpfs tmpfs /proc
  for entry in /run/node-proc/*; do ln -s "$entry" /proc/; done
  : >/proc/modules
  exec "$@"
' sh "$@"
