import { unknown } from "./known";

/**
 * One place in a tree of plain data. Reading is total: whatever is there, or is not, a read answers and never throws.
 * A value that is not known answers as if it had no value of any type, is not absent, and is noted, so that a rule goes
 * on with the rest and the judge can say what was left open.
 */
export class Field {
  private constructor(
    private readonly value: unknown,
    /** "spec.containers[0].resources"; empty at the root. */
    readonly path: string,
    private readonly unknowns: Set<string>,
    /** The last key on the way to it; of an item, that of its list. */
    readonly key = "",
  ) {}

  /** @param unknowns hears the paths of the values that were read and are not known */
  static root(value: unknown, unknowns: Set<string> = new Set()): Field {
    return new Field(value, "", unknowns);
  }

  /** The field some keys further down. */
  at(...keys: string[]): Field {
    return keys.reduce<Field>((field, key) => field.below(key), this);
  }

  /** What is there, or that nothing is, is known. */
  get isKnown(): boolean {
    this.read();
    return this.value !== unknown;
  }

  /** Nothing is there; what is not known is not absent. */
  get isAbsent(): boolean {
    return this.isKnown && (this.value === undefined || this.value === null);
  }

  /** Nothing is there, or a list or an object with nothing in it. */
  get isEmpty(): boolean {
    return this.isAbsent || (typeof this.value === "object" && Object.keys(this.value as object).length === 0);
  }

  get text(): string | undefined {
    const value = this.read();
    return typeof value === "string" ? value : undefined;
  }

  get number(): number | undefined {
    const value = this.read();
    return typeof value === "number" ? value : undefined;
  }

  /** Text and numbers alike, as text: the two ways to write a quantity or a port. */
  get scalar(): string | undefined {
    return this.text ?? this.number?.toString();
  }

  /** Whether it is just this value. */
  is(value: string | number | boolean): boolean {
    return this.read() === value;
  }

  /** Whether it is an object, an empty one included. */
  get isObject(): boolean {
    return isObject(this.read());
  }

  /** The items of a list; none for anything else. */
  get items(): Field[] {
    const value = this.read();
    return Array.isArray(value)
      ? value.map((item, n) => new Field(item, `${this.path}[${n}]`, this.unknowns, this.key))
      : [];
  }

  /** The texts among the items of a list. */
  get texts(): string[] {
    return this.items.flatMap(({ text }) => text ?? []);
  }

  /** The members of an object; none for anything else. */
  get entries(): [string, Field][] {
    return this.isObject ? Object.keys(this.value as object).map((key) => [key, this.below(key)]) : [];
  }

  /** It and all that is below it. */
  *everything(): Iterable<Field> {
    yield this;
    for (const item of this.items) yield* item.everything();
    for (const [, member] of this.entries) yield* member.everything();
  }

  private below(key: string): Field {
    if (this.value === unknown) return this;
    const { value, path } = this;
    const inner: unknown = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
    return new Field(inner, member(path, key), this.unknowns, key);
  }

  private read(): unknown {
    if (this.value === unknown) {
      this.unknowns.add(this.path);
      return undefined;
    }
    return this.value;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const member = (path: string, key: string): string =>
  /^[A-Za-z_][\w-]*$/.test(key) ? (path === "" ? key : `${path}.${key}`) : `${path}["${key}"]`;
