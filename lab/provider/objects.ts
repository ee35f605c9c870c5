import { setTimeout as sleep } from "node:timers/promises";
import { ApiServer, isOurs, type LiveObject, type ObjectKey } from "../api-server";
import { Refusal } from "../refusal";
import { type Endpoints, needsPods, pending, pendingPods } from "./rollout";

/** Seconds that an object may take to come up or to go, where the program does not say. */
const defaultPatience = 300;

/** Milliseconds between two looks. */
const period = 100;

/** An object was made, but did not come up in time. */
export class NotReady extends Error {}

/** Where objects are made, changed and removed; `patience` is in seconds, 0 for the default. */
export interface ObjectStore {
  create(object: ObjectKey, patience: number): Promise<LiveObject>;
  update(object: ObjectKey, patience: number): Promise<LiveObject>;
  read(key: ObjectKey): Promise<LiveObject | undefined>;
  delete(key: ObjectKey, patience: number): Promise<void>;
}

/** An object as a cluster would have taken it. */
const taken = (object: ObjectKey): Promise<LiveObject> =>
  Promise.resolve({ ...object, metadata: { ...object.metadata, uid: "none" } });

/** No cluster at all: whatever is asked for is taken for done. */
export const noCluster: ObjectStore = {
  create: taken,
  update: taken,
  read: taken,
  delete: () => Promise.resolve(),
};

/** The objects of one cluster; waits until the cluster has done what is asked. */
export class ClusterObjects implements ObjectStore {
  private readonly server: ApiServer;

  constructor(kubeconfig: string) {
    this.server = new ApiServer(kubeconfig);
  }

  /** @throws Refusal when somebody else has an object of this name, or the API server refuses; NotReady */
  async create(object: ObjectKey, patience: number): Promise<LiveObject> {
    const existing = await this.server.read(object);
    if (existing && !isOurs(existing)) {
      throw new Refusal(409, `${title(object)} exists already, and this stack did not make it`);
    }
    return this.update(object, patience);
  }

  /** @throws Refusal | NotReady */
  async update(object: ObjectKey, patience: number): Promise<LiveObject> {
    const live = await this.server.apply(object);
    if ((await this.pending(live)) !== undefined) await this.wait(object, patience, (now) => this.pending(now));
    return live;
  }

  read(key: ObjectKey): Promise<LiveObject | undefined> {
    return this.server.read(key);
  }

  /** @throws Refusal | NotReady */
  async delete(key: ObjectKey, patience: number): Promise<void> {
    await this.server.delete(key);
    await this.wait(key, patience, (now) => Promise.resolve(now ? "it is still there" : undefined));
  }

  private async pending(now: LiveObject | undefined): Promise<string | undefined> {
    if (!now) return "it is gone";
    if (!needsPods(now)) return pending(now);
    const { name, namespace } = now.metadata ?? {};
    const ofService = `kubernetes.io/service-name=${name}`;
    return pendingPods(
      (await this.server.list("discovery.k8s.io/v1", "EndpointSlice", namespace, ofService)) as readonly Endpoints[],
    );
  }

  private async wait(
    key: ObjectKey,
    patience: number,
    pendingOf: (now: LiveObject | undefined) => Promise<string | undefined>,
  ): Promise<void> {
    const seconds = patience || defaultPatience;
    const deadline = Date.now() + seconds * 1_000;
    for (;;) {
      const still = await pendingOf(await this.server.read(key));
      if (still === undefined) return;
      if (Date.now() > deadline) throw new NotReady(`${title(key)}: ${still}, after ${seconds} s`);
      await sleep(period);
    }
  }
}

const title = ({ kind, metadata: { name, namespace } }: ObjectKey): string =>
  `${kind} ${namespace ? `${namespace}/` : ""}${name}`;
