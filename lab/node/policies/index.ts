/** The door of this folder: the engine that enforces NetworkPolicies on real nodes, which is Cilium's agent. */
export { engineAnswers, engineName, policyEngine } from "./agent";
export { engineLack, engineTools } from "./lack";
export { policyKeys, policyObjects } from "./objects";
export { chainedPlugins, linkPlugins } from "./plugins";
