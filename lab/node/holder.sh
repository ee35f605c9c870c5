#!/bin/sh
# The first process of a real node: makes its namespaces look like a machine of its own, and holds them. What it mounts
# and adds is gone with it. It runs within `unshare`; NODE_NAME, NODE_ADDRESS, NODE_FOLDER, NODE_READY, NETWORK and
# GATEWAY are set.
set -eu

# The node's one device, plugged into the network of all while that can be named by the host's process ids.
in_network() { nsenter --net="$NETWORK" "$@"; }
# Of a node that was killed the other end may still be there.
in_network ip link delete "$NODE_NAME" 2>/dev/null || true
ip link add eth0 type veth peer name "$NODE_NAME" netns "$NETWORK"
in_network ip link set "$NODE_NAME" master lan up
ip address add "$NODE_ADDRESS/24" dev eth0
ip link set lo up
ip link set eth0 up
# Traffic to Services needs a route before kube-proxy's rules can turn it elsewhere.
ip route add default via "$GATEWAY"
echo 1 >/proc/sys/net/ipv4/ip_forward

# The host's process ids are still to be seen here, for the last time.
read -r id rest </proc/self/stat
mount -t proc proc /proc
echo "$NODE_NAME" >/proc/sys/kernel/hostname

# What kubelet writes to fixed places stays off the host.
for place in /run /var/lib /var/log; do
  mount -t tmpfs -o mode=755 tmpfs "$place"
done
mkdir -p /run/netns /var/lib/kubelet /var/lib/containerd
for place in kubelet containerd; do
  mkdir -p "$NODE_FOLDER/$place"
  mount --bind "$NODE_FOLDER/$place" "/var/lib/$place"
done
mkdir -p "$NODE_FOLDER/log"
mount --bind "$NODE_FOLDER/log" /var/log

# Only a sysfs of these namespaces shows the node's own network devices.
mkdir /run/cgroup
mount --rbind /sys/fs/cgroup /run/cgroup
mount -t sysfs sysfs /sys
mount --rbind /run/cgroup /sys/fs/cgroup
umount --lazy /run/cgroup
for kernel in "bpf /sys/fs/bpf" "tracefs /sys/kernel/tracing" "debugfs /sys/kernel/debug" "securityfs /sys/kernel/security"; do
  set -- $kernel
  if grep -qw "$1" /proc/filesystems && [ -d "$2" ]; then mount -t "$1" "$1" "$2"; fi
done

# Kubelet and the policy engine set these for the whole machine. Kubelet leaves them alone where it reads what it wants,
# and what the engine writes changes nothing.
mkdir /run/sysctl
for setting in vm/overcommit_memory=1 vm/panic_on_oom=0 kernel/panic=10 kernel/panic_on_oops=1 \
  kernel/keys/root_maxkeys=1000000 kernel/keys/root_maxbytes=25000000 kernel/unprivileged_bpf_disabled=2 \
  kernel/timer_migration=1; do
  path=${setting%=*}
  wanted=/run/sysctl/$(echo "$path" | tr / .)
  echo "${setting#*=}" >"$wanted"
  mount --bind "$wanted" "/proc/sys/$path"
done

# What is mounted from now on, pods see as well that ask for it. Earlier, one end of a move would have undone the other.
mount --make-rshared /

echo "$id" >"$NODE_READY.new"
mv "$NODE_READY.new" "$NODE_READY"

# As the first process it has to collect all that lose their parent, which `wait` does.
while :; do
  sleep 86400 &
  wait
done
