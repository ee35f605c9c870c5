import { configPath, type Fault, milliseconds, type Settings, shown, unknownKey } from "../../settings";
import { wiring } from "../wiring";

/** What cert-manager would refuse, or what would leave a pod without a certificate. */
export const certificatesChecks = (settings: Settings): readonly Fault[] =>
  settings.tls.enabled
    ? [
        ...issuerFaults(settings),
        ...installFaults(settings),
        ...rootFaults(settings),
        ...secretFaults(settings),
        ...lifeFaults(settings),
      ]
    : [];

const isExisting = ({ kind }: Settings["certificates"]["issuer"]): boolean =>
  kind === "Issuer" || kind === "ClusterIssuer";

function issuerFaults({ certificates: { issuer } }: Settings): Fault[] {
  const path = ["certificates", "issuer", "name"];
  const existing = isExisting(issuer);
  if (existing && issuer.name === undefined) {
    return [
      {
        path,
        found: "nothing",
        expected: `the name of the ${issuer.kind}, since ${configPath(["certificates", "issuer", "kind"])} is ${issuer.kind}`,
        mend: [{ set: path, value: "NAME" }],
      },
    ];
  }
  if (!existing && issuer.name !== undefined) {
    return [
      {
        path,
        found: shown(issuer.name),
        expected: `nothing while ${configPath(["certificates", "issuer", "kind"])} is ${issuer.kind}`,
        mend: [{ remove: path }],
      },
    ];
  }
  return [];
}

function installFaults({ certificates: { install, issuer, namespace }, namespaces }: Settings): Fault[] {
  const existing = isExisting(issuer);
  const shared = [namespaces.backends, namespaces.agents].includes(namespace);
  return [
    ...(existing && install
      ? [
          {
            path: ["certificates", "install"],
            found: "true",
            expected: `false while ${configPath(["certificates", "issuer", "kind"])} is ${issuer.kind}: where that is, cert-manager is`,
            mend: [{ set: ["certificates", "install"], value: false }],
          },
        ]
      : []),
    ...(issuer.kind === "own" && shared
      ? [
          {
            path: ["certificates", "namespace"],
            found: shown(namespace),
            expected: "a namespace of its own: who reads Secrets beside the stack's pods must not read the root's key",
            mend: [{ remove: ["certificates", "namespace"] }],
          },
        ]
      : []),
  ];
}

function rootFaults({ certificates: { issuer } }: Settings): Fault[] {
  return issuer.roots.flatMap((root, n) =>
    issuer.roots.indexOf(root) === n
      ? []
      : [
          {
            path: ["certificates", "issuer", "roots", n],
            found: shown(root),
            expected: "another name than the roots before it",
            mend: [{ remove: ["certificates", "issuer", "roots", n] }],
          },
        ],
  );
}

/** With kind Secrets, each workload has one; with any other, cert-manager makes them. */
function secretFaults(settings: Settings): Fault[] {
  const { issuer, secrets } = settings.certificates;
  const base = ["certificates", "secrets"];
  const names = wiring(settings).workloads.map(({ name }) => name);
  const strange = Object.keys(secrets).filter((name) => !names.includes(name));
  const unknown = strange.map((name) => unknownKey([name], secrets, names, base));
  if (issuer.kind !== "Secrets") {
    return [
      ...unknown.map((fault) => ({ ...fault, mend: fault.mend.filter((mend) => "remove" in mend) })),
      ...Object.keys(secrets)
        .filter((name) => names.includes(name))
        .map((name) => ({
          path: [...base, name],
          found: shown(secrets[name]),
          expected: `nothing while ${configPath(["certificates", "issuer", "kind"])} is ${issuer.kind}: cert-manager makes the Secret`,
          mend: [{ remove: [...base, name] }],
        })),
    ];
  }
  // What a slip of the keyboard was meant for is told with the slip.
  const meant = unknown.flatMap(({ mend }) => mend.map((one) => ("set" in one ? one.set.at(-1) : undefined)));
  return [
    ...unknown,
    ...names
      .filter((name) => secrets[name] === undefined && !meant.includes(name))
      .map((name) => ({
        path: [...base, name],
        found: "nothing",
        expected:
          "the name of a Secret with tls.crt, tls.key and ca.crt, since mop:certificates.issuer.kind is Secrets",
        mend: [{ set: [...base, name], value: "NAME" }],
      })),
  ];
}

/** Floors: a pod learns of a renewal minutes later, and who watches over it needs hours to act. */
const shortest = { duration: "24h", renewBefore: "1h" } as const;

function lifeFaults({ certificates }: Settings): Fault[] {
  const { duration, renewBefore, rootDuration } = certificates;
  const tooShort = (["duration", "renewBefore"] as const).filter(
    (setting) => milliseconds(certificates[setting]) < milliseconds(shortest[setting]),
  );
  if (tooShort.length > 0) {
    return tooShort.map((setting) => ({
      path: ["certificates", setting],
      found: shown(certificates[setting]),
      expected: `${shortest[setting]} or more: pods and people need time to notice`,
      mend: [{ set: ["certificates", setting], value: shortest[setting] }],
    }));
  }
  if (milliseconds(renewBefore) >= milliseconds(duration)) {
    return [
      {
        path: ["certificates", "renewBefore"],
        found: shown(renewBefore),
        expected: `less than ${configPath(["certificates", "duration"])}, ${duration}; a third of it leaves time to notice`,
        mend: [
          {
            set: ["certificates", "renewBefore"],
            value: `${Math.max(1, Math.floor(milliseconds(duration) / milliseconds("3h")))}h`,
          },
        ],
      },
    ];
  }
  if (certificates.issuer.kind === "own" && milliseconds(rootDuration) < 2 * milliseconds(duration)) {
    return [
      {
        path: ["certificates", "rootDuration"],
        found: shown(rootDuration),
        expected: `at least twice ${configPath(["certificates", "duration"])}, ${duration}: nothing it signs may outlive it`,
        mend: [
          { set: ["certificates", "rootDuration"], value: `${(2 * milliseconds(duration)) / milliseconds("1h")}h` },
        ],
      },
    ];
  }
  return [];
}
