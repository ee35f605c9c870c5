import { reservePorts } from "../../../lab/ports";

/** A loopback port that is reserved for as long as this process runs. */
export const freePort = async (): Promise<number> => (await reservePorts(1)).ports[0];

/** A port for each name, likewise. */
export async function freePorts<Name extends string>(...names: readonly Name[]): Promise<Record<Name, number>> {
  const { ports } = await reservePorts(names.length);
  return Object.fromEntries(names.map((name, n) => [name, ports[n]])) as Record<Name, number>;
}
