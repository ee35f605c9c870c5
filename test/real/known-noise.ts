/** A line of level error that a stack logs although all is well. */
interface Noise {
  /** The container that logs it. */
  readonly program: string;
  readonly line: RegExp;
  /** Why it is harmless. */
  readonly because: string;
}

export const knownNoise: readonly Noise[] = [
  {
    program: "loki",
    line: / msg="error getting ingester clients" err="empty ring"$/,
    because: "At start the rate store looks at the ring before this one process has joined it; it looks again.",
  },
];
