import type { ObjectKey } from "../../../lab/api-server";
import type { Cluster } from "../../../lab/signer/signer";

type Thing = ObjectKey & { spec?: object; status?: Status; data?: Record<string, string> };

interface Status {
  readonly conditions: readonly { status: string; reason: string; message: string; lastTransitionTime: string }[];
  readonly revision?: number;
  readonly [field: string]: unknown;
}

/** An API server that keeps what it is given, and counts what is written. */
export class Kept implements Cluster {
  readonly things = new Map<string, Thing>();
  writes = 0;

  put(kind: string, name: string, spec: object, namespace?: string): void {
    const generation = Number(this.get(kind, name)?.metadata.generation ?? 0) + 1;
    const metadata = { name, namespace, generation };
    this.things.set(`${kind} ${name}`, { ...this.get(kind, name), apiVersion: "", kind, metadata, spec });
  }

  get = (kind: string, name: string) => this.things.get(`${kind} ${name}`);

  list: Cluster["list"] = (_, kind) =>
    Promise.resolve([...this.things.values()].filter((thing) => thing.kind === kind) as never[]);

  apply: Cluster["apply"] = (object) => this.write(object);
  applyStatus: Cluster["applyStatus"] = ({ kind, metadata, status }) =>
    this.write({ ...this.get(kind, metadata.name)!, status: status as Status });

  private write(thing: Thing) {
    this.writes++;
    this.things.set(`${thing.kind} ${thing.metadata.name}`, thing);
    return Promise.resolve(thing as never);
  }
}
