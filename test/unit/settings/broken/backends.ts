import type { BrokenFile } from "../support/broken";

export const backends: readonly BrokenFile[] = [
  {
    name: "a retention that Loki cannot keep",
    stack: "dev",
    yaml: `
      config:
        mop:loki:
          retention: 12h
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:loki.retention
          found:     "12h"
          expected:  24h or more: Loki deletes by whole days
          mend:      pulumi config set --path 'mop:loki.retention' 24h --stack dev
    `,
  },
  {
    name: "a misspelt section of Tempo",
    stack: "dev",
    yaml: `
      config:
        mop:tempo:
          extraConfig:
            querrier:
              max_concurrent_queries: 20
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tempo.extraConfig.querrier
          found:     unknown key
          expected:  "querier"? The keys here are shutdown_delay, stream_over_http_enabled, http_api_prefix, enable_go_runtime_metrics, span_profiling, memory, server, internal_server, distributor, metrics_generator_client, live_store_client, querier, query_frontend, metrics_generator, storage, overrides, usage_report, cache, backend_scheduler, backend_scheduler_client, backend_worker, live_store
          mend:      pulumi config rm --path 'mop:tempo.extraConfig.querrier' --stack dev
                     pulumi config set --path 'mop:tempo.extraConfig.querier.max_concurrent_queries' 20 --stack dev
    `,
  },
  {
    name: "a section that Mimir does not have",
    stack: "dev",
    yaml: `
      config:
        mop:mimir:
          extraConfig:
            tenants: true
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:mimir.extraConfig.tenants
          found:     unknown key
          expected:  one of shutdown_delay, max_separate_metrics_groups_per_user, enable_go_runtime_metrics, api, server, distributor, querier, ingester_client, ingester, limits, frontend_worker, frontend, blocks_storage, compactor, store_gateway, activity_tracker, ruler, ruler_storage, alertmanager, alertmanager_storage, runtime_config, query_scheduler, usage_stats, overrides_exporter, common
          mend:      pulumi config rm --path 'mop:mimir.extraConfig.tenants' --stack dev
    `,
  },
  {
    name: "a section that Loki does not have",
    stack: "dev",
    yaml: `
      config:
        mop:loki:
          extraConfig:
            auth_enabled: true
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:loki.extraConfig.auth_enabled
          found:     unknown key
          expected:  one of http_prefix, server, internal_server, ui, distributor, querier, query_engine, query_scheduler, frontend, query_range, ruler, ruler_storage, ingester_client, ingester, pattern_ingester, index_gateway, storage_config, chunk_store_config, schema_config, compactor, compactor_grpc_client, limits_config, frontend_worker, runtime_config, operational_config, tracing, analytics, profiling, common, shutdown_delay
          mend:      pulumi config rm --path 'mop:loki.extraConfig.auth_enabled' --stack dev
    `,
  },
  {
    name: "a section of Tempo that is no map",
    stack: "dev",
    yaml: `
      config:
        mop:tempo:
          extraConfig:
            storage: s3
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tempo.extraConfig.storage
          found:     "s3"
          expected:  a map, as it is one already
          mend:      pulumi config rm --path 'mop:tempo.extraConfig.storage' --stack dev
    `,
  },
  {
    name: "a section of Mimir that is no map",
    stack: "dev",
    yaml: `
      config:
        mop:mimir:
          extraConfig:
            limits: 5
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:mimir.extraConfig.limits
          found:     5
          expected:  a map, as it is one already
          mend:      pulumi config rm --path 'mop:mimir.extraConfig.limits' --stack dev
    `,
  },
  {
    name: "a section of Loki that is no map",
    stack: "dev",
    yaml: `
      config:
        mop:loki:
          extraConfig:
            schema_config: [v13]
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:loki.extraConfig.schema_config
          found:     ["v13"]
          expected:  a map, as it is one already
          mend:      pulumi config rm --path 'mop:loki.extraConfig.schema_config' --stack dev
    `,
  },
  {
    name: "a section of Mimir that no setting touches and that is no map",
    stack: "dev",
    yaml: `
      config:
        mop:mimir:
          extraConfig:
            server: 8080
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:mimir.extraConfig.server
          found:     8080
          expected:  a map, as it is one already
          mend:      pulumi config rm --path 'mop:mimir.extraConfig.server' --stack dev
    `,
  },
  {
    name: "a number for a map deep in a section",
    stack: "dev",
    yaml: `
      config:
        mop:tempo:
          extraConfig:
            overrides:
              defaults: 5
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:tempo.extraConfig.overrides.defaults
          found:     5
          expected:  a map, as it is one already
          mend:      pulumi config rm --path 'mop:tempo.extraConfig.overrides.defaults' --stack dev
    `,
  },
  {
    name: "nothing for a map deep in a section",
    stack: "dev",
    yaml: `
      config:
        mop:loki:
          extraConfig:
            common:
              ring:
                kvstore:
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:loki.extraConfig.common.ring.kvstore
          found:     null
          expected:  a map, as it is one already
          mend:      pulumi config rm --path 'mop:loki.extraConfig.common.ring.kvstore' --stack dev
    `,
  },
];
