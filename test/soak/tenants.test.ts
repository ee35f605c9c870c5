import { eventually } from "../lab/lab";
import { create, dev, namespace } from "../real/dev";
import { ask, must, withRealNode } from "../real/real-lab";
import { Services } from "../real/services";
import { deployShop, shopImage } from "../real/shop";

/** A dev stack that keeps tenants apart: what an application sends and prints is its tenant's, and nobody else sees it. */

const settings = {
  ...dev,
  "mop:tenancy": {
    enabled: true,
    default: "rest",
    tenants: { books: { namespaces: ["books"] }, shop: { namespaces: ["shop-*"] } },
  },
  "mop:alloy": { storage: { size: "3Gi" } },
};

/** Applications by their tenant. */
const applications = {
  books: { name: "ledger", namespace: "books", traceId: "0000000000000000000000000000000a" },
  rest: { name: "stray", namespace: "elsewhere", traceId: "0000000000000000000000000000000b" },
  shop: { name: "checkout", namespace: "shop-eu", traceId: "0000000000000000000000000000000c" },
};
const all = Object.values(applications);

/** What a tenant finds of all applications. */
function seenBy(tenant: string) {
  const stack = new Services(namespace, { tenant });
  const names = all.map(({ name }) => name).join("|");
  return {
    lines: stack
      .streams(`{service_name=~"${names}"}`)
      .flatMap(({ stream, values }) => values.map(([, line]) => `${stream.service_name}: ${line}`))
      .sort(),
    orders: stack.samples("orders").map(({ metric }) => metric.job),
    traces: all.filter(({ traceId }) => stack.resources(traceId).length > 0).map(({ name }) => name),
  };
}

withRealNode("tenants on a real node", () => {
  beforeAll(async () => {
    must("lab", "start", "--node", "real", "--images", await shopImage());
    create(settings);
    for (const { name, namespace: where, traceId } of all) deployShop(name, where, traceId, namespace);
  });

  test.each(Object.entries(applications))(
    "%s sees all of its own, and nothing else",
    async (tenant, { name, traceId }) => {
      const own = {
        lines: [`${name}: order placed, trace_id=${traceId}`, `${name}: order sent`],
        orders: [name],
        traces: [name],
      };
      const isAll = ({ lines, orders, traces }: typeof own) =>
        lines.length > 1 && orders.length > 0 && traces.length > 0;
      expect(await eventually(() => seenBy(tenant), isAll, 90)).toEqual(own);
    },
  );

  test("a tenant that nobody is sees nothing", () => {
    expect(seenBy("nobody")).toEqual({ lines: [], orders: [], traces: [] });
  });

  test("who names no tenant is not answered", () => {
    const nobody = new Services(namespace);
    const questions = [
      nobody.request("loki", "/loki/api/v1/labels"),
      nobody.request("mimir", "/prometheus/api/v1/query?query=orders"),
      nobody.request("tempo", `/api/traces/${applications.shop.traceId}`),
    ];
    expect(ask(...questions).map(({ status, body }) => [status, body.trim()])).toEqual(
      Array(3).fill([401, "no org id"]),
    );
  });
});
