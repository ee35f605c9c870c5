/** One step from a value to a value within it: a member of an object, or an item of a list, by its key or its place. */
export type Step = string | { readonly item: string } | { readonly at: number };

export type Path = readonly Step[];

/** 'spec.template.spec.containers[loki].image', 'data["loki.yaml"]'. */
export const pathText = (path: Path): string =>
  path
    .map((step, n) => {
      if (typeof step === "object") return "item" in step ? `[${step.item}]` : `[${step.at}]`;
      if (!/^[A-Za-z_][\w-]*$/.test(step)) return `["${step}"]`;
      return n === 0 ? step : `.${step}`;
    })
    .join("");
