import { receiverTier } from "../../../../components/alloy/receiver-tier";
import { alloyText } from "../../../../components/alloy/syntax";
import { wiring } from "../../../../components/wiring";
import type { Tree } from "../../../../settings";
import { objects } from "../../../support/offline";
import { settingsOf } from "../settings";
import { tlsMount } from "../tls/words";
import type { PodOwner } from "../workloads";
import { gateway } from "./stacks";

async function rendered(stack: string, owner: string, input: Tree = {}) {
  const all = await objects(stack, input);
  const { spec } = all.get(`observability-${stack}/${owner}.yaml`) as PodOwner;
  const name = owner.slice(owner.indexOf("-") + 1);
  const { data } = all.get(`observability-${stack}/ConfigMap-${name}-config.yaml`) as unknown as {
    data: { "config.alloy": string };
  };
  const [container, ...others] = spec.template.spec.containers;
  expect(others).toEqual([]);
  return { replicas: spec.replicas, container, text: data["config.alloy"], names: [...all.keys()] };
}

const run = [
  "run",
  "/etc/alloy/config.alloy",
  "--storage.path=/var/lib/alloy/data",
  "--server.http.listen-addr=0.0.0.0:12345",
  "--stability.level=public-preview",
  "--disable-reporting",
];

const mounts = [
  { name: "config", mountPath: "/etc/alloy", readOnly: true },
  { name: "data", mountPath: "/var/lib/alloy" },
  { name: "tmp", mountPath: "/tmp" },
];

test("the gateway runs the mounted file, with its data on the volume and its peers by name", async () => {
  const { container, text } = await rendered("dev", "StatefulSet-alloy");
  expect(container.args).toEqual([
    ...run,
    "--cluster.enabled=true",
    "--cluster.name=mop-dev",
    "--cluster.join-addresses=alloy-headless.observability-dev.svc:12345",
  ]);
  expect(container.volumeMounts).toEqual(mounts);
  expect(text).toBe(alloyText(gateway("dev")));
});

test("with TLS the replicas find each other by it, and check for the one name that all of them show", async () => {
  const { container } = await rendered("staging", "StatefulSet-alloy");
  expect(container.args).toEqual([
    ...run,
    "--cluster.enabled=true",
    "--cluster.name=mop-staging",
    "--cluster.join-addresses=alloy-headless.observability-staging.svc:12345",
    "--cluster.enable-tls=true",
    "--cluster.tls-ca-path=/etc/tls/ca.crt",
    "--cluster.tls-cert-path=/etc/tls/tls.crt",
    "--cluster.tls-key-path=/etc/tls/tls.key",
    "--cluster.tls-server-name=alloy.observability-staging.svc",
  ]);
  expect(container.volumeMounts).toEqual([...mounts, tlsMount]);
});

test("the tier in front is of no cluster, and of as many pods as the settings say", async () => {
  const receivers = { replicas: 5 };
  const { container, replicas, text } = await rendered("production", "Deployment-alloy-receiver", {
    alloy: { receivers },
  });
  expect(container.args).toEqual(run);
  expect(container.volumeMounts).toEqual([...mounts, tlsMount]);
  expect(replicas).toBe(5);
  const settings = settingsOf("production");
  expect(text).toBe(alloyText(receiverTier(settings, wiring(settings))));
});

test("without tail sampling there is no such tier", async () => {
  const { names } = await rendered("staging", "StatefulSet-alloy");
  expect(names.filter((path) => path.includes("alloy-receiver"))).toEqual([]);
});

test("replicas, version and added blocks come from the settings", async () => {
  const extraConfig = [{ block: "livedebugging", attributes: { enabled: true } }];
  const { replicas, container, text } = await rendered("dev", "StatefulSet-alloy", {
    alloy: { replicas: 4, version: "v1.18.0", extraConfig },
  });
  expect(replicas).toBe(4);
  expect(container.image).toBe("docker.io/grafana/alloy:v1.18.0");
  const last = "\n}\n\nlivedebugging {\n\tenabled = true\n}\n";
  expect(text.slice(-last.length)).toBe(last);
});
