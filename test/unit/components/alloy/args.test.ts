import { objects } from "../../../support/offline";
import type { PodOwner } from "../workloads";

async function alloy(input = {}) {
  const all = await objects("dev", input);
  const { spec } = all.get("observability-dev/StatefulSet-alloy.yaml") as PodOwner;
  const { data } = all.get("observability-dev/ConfigMap-alloy-config.yaml") as unknown as {
    data: { "config.alloy": string };
  };
  return { replicas: spec.replicas, container: spec.template.spec.containers[0], text: data["config.alloy"] };
}

test("it runs the mounted file, with its data on the volume and its peers by name", async () => {
  const { container } = await alloy();
  expect(container.args).toEqual([
    "run",
    "/etc/alloy/config.alloy",
    "--storage.path=/var/lib/alloy/data",
    "--server.http.listen-addr=0.0.0.0:12345",
    "--stability.level=public-preview",
    "--disable-reporting",
    "--cluster.enabled=true",
    "--cluster.name=mop-dev",
    "--cluster.join-addresses=alloy-headless.observability-dev.svc:12345",
  ]);
  expect(container.volumeMounts).toEqual([
    { name: "config", mountPath: "/etc/alloy", readOnly: true },
    { name: "data", mountPath: "/var/lib/alloy" },
    { name: "tmp", mountPath: "/tmp" },
  ]);
});

test("replicas, version and added blocks come from the settings", async () => {
  const extraConfig = [{ block: "livedebugging", attributes: { enabled: true } }];
  const { replicas, container, text } = await alloy({ alloy: { replicas: 4, version: "v1.18.0", extraConfig } });
  expect(replicas).toBe(4);
  expect(container.image).toBe("docker.io/grafana/alloy:v1.18.0");
  const last = "\n}\n\nlivedebugging {\n\tenabled = true\n}\n";
  expect(text.slice(-last.length)).toBe(last);
});
