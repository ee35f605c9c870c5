/**
 * The parts of topology distributed: how many, and how large each. Sizes after the vendors' sizing pages, for about a
 * million active series, 10 MB of logs and 10 MB of spans per second.
 */

const part = (replicas: number, cpu: string, memory: string) => ({ replicas, cpu, memory });

export const tempoRoles = {
  distributor: part(2, "1", "2Gi"),
  "live-store": part(3, "1", "4Gi"),
  "block-builder": part(3, "500m", "2Gi"),
  "backend-scheduler": part(1, "250m", "1Gi"),
  "backend-worker": part(2, "500m", "2Gi"),
  querier: part(2, "1", "4Gi"),
  "query-frontend": part(2, "250m", "1Gi"),
};

export const mimirRoles = {
  distributor: part(3, "1", "2Gi"),
  ingester: part(3, "2", "8Gi"),
  querier: part(2, "1", "2Gi"),
  "query-frontend": part(2, "250m", "1Gi"),
  "query-scheduler": part(2, "100m", "512Mi"),
  "store-gateway": part(3, "500m", "2Gi"),
  compactor: part(1, "1", "4Gi"),
  ruler: part(2, "250m", "1Gi"),
};

export const lokiRoles = {
  distributor: part(3, "500m", "1Gi"),
  ingester: part(3, "1", "4Gi"),
  querier: part(3, "1", "2Gi"),
  "query-frontend": part(2, "250m", "1Gi"),
  "query-scheduler": part(2, "100m", "512Mi"),
  "index-gateway": part(2, "250m", "1Gi"),
  compactor: part(1, "500m", "2Gi"),
  ruler: part(2, "250m", "1Gi"),
};
