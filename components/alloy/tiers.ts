import type { Settings } from "../../settings";

/**
 * Whether a stateless tier stands in front that brings the spans of a trace together: the choice of mode tail needs
 * whole traces, and with several replicas each would see a part.
 */
export const isTwoTier = ({ sampling, alloy }: Settings): boolean => sampling.mode === "tail" && alloy.replicas > 1;
