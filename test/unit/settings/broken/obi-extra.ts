import type { BrokenFile } from "../support/broken";

export const obiExtra: readonly BrokenFile[] = [
  {
    name: "a misspelt section",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          extraConfig:
            netwrok:
              cache_max_flows: 5000
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.extraConfig.netwrok
          found:     unknown key
          expected:  "network"? The keys here are log_level, log_format, log_config, trace_printer, shutdown_timeout, enforce_sys_caps, profile_port, channel_buffer_len, channel_send_timeout, discovery, ebpf, network, stats, filter, routes, name_resolver, nodejs, javaagent, jvm_runtime_metrics, metrics, attributes, otel_traces_export, otel_metrics_export, internal_metrics, health_check
          mend:      pulumi config rm --path 'mop:obi.extraConfig.netwrok' --stack dev
                     pulumi config set --path 'mop:obi.extraConfig.network.cache_max_flows' 5000 --stack dev
    `,
  },
  {
    name: "a section of another format",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          extraConfig:
            file_format: "1.0"
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.extraConfig.file_format
          found:     unknown key
          expected:  one of log_level, log_format, log_config, trace_printer, shutdown_timeout, enforce_sys_caps, profile_port, channel_buffer_len, channel_send_timeout, discovery, ebpf, network, stats, filter, routes, name_resolver, nodejs, javaagent, jvm_runtime_metrics, metrics, attributes, otel_traces_export, otel_metrics_export, internal_metrics, health_check
          mend:      pulumi config rm --path 'mop:obi.extraConfig.file_format' --stack dev
    `,
  },
  {
    name: "a value out of its choices",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          extraConfig:
            log_level: VERBOSE
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.extraConfig.log_level
          found:     "VERBOSE"
          expected:  one of DEBUG, INFO, WARN, ERROR
          mend:      pulumi config set --path 'mop:obi.extraConfig.log_level' INFO --stack dev
    `,
  },
  {
    name: "a value of the wrong kind below a section",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          extraConfig:
            ebpf:
              batch_length: many
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.extraConfig.ebpf.batch_length
          found:     "many"
          expected:  a whole number
          mend:      pulumi config rm --path 'mop:obi.extraConfig.ebpf.batch_length' --stack dev
    `,
  },
  {
    name: "a text for a section",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          extraConfig:
            routes: heuristic
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.extraConfig.routes
          found:     "heuristic"
          expected:  Invalid input: expected object, received string
          mend:      pulumi config rm --path 'mop:obi.extraConfig.routes' --stack dev
    `,
  },
  {
    name: "a text for the whole",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          extraConfig: verbose
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.extraConfig
          found:     "verbose"
          expected:  a map in the component's own configuration format
          mend:      pulumi config rm --path 'mop:obi.extraConfig' --stack dev
    `,
  },
  {
    name: "a flag that the command line turns from a text",
    failing: "mends",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          extraConfig:
            attributes:
              kubernetes:
                enable: true
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.extraConfig.attributes.kubernetes.enable
          found:     true
          expected:  one of true, false, autodetect
          mend:      pulumi config set --path 'mop:obi.extraConfig.attributes.kubernetes.enable' true --stack dev
    `,
  },
  {
    name: "a misspelt key below a section",
    failing: "report",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          extraConfig:
            ebpf:
              redis_db_cache:
                max_sizes: 100
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.extraConfig.ebpf.redis_db_cache.max_sizes
          found:     unknown key
          expected:  "max_size"? The keys here are enabled, max_size
          mend:      pulumi config rm --path 'mop:obi.extraConfig.ebpf.redis_db_cache.max_sizes' --stack dev
                     pulumi config set --path 'mop:obi.extraConfig.ebpf.redis_db_cache.max_size' 100 --stack dev
    `,
  },
  {
    name: "a misspelt key within a list",
    failing: "report",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          extraConfig:
            discovery:
              exclude_instrument:
                - k8s_job_nam: nightly
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.extraConfig.discovery.exclude_instrument[0].k8s_job_nam
          found:     unknown key
          expected:  "k8s_job_name"? The keys here are open_ports, exe_path, cmd_args, languages, containers_only, container_name, k8s_namespace, k8s_pod_name, k8s_deployment_name, k8s_replicaset_name, k8s_daemonset_name, k8s_statefulset_name, k8s_job_name, k8s_cronjob_name, k8s_owner_name, k8s_container_name, k8s_pod_labels, k8s_pod_annotations, exports, sampler, routes, metrics
          mend:      pulumi config rm --path 'mop:obi.extraConfig.discovery.exclude_instrument[0].k8s_job_nam' --stack dev
                     pulumi config set --path 'mop:obi.extraConfig.discovery.exclude_instrument[0].k8s_job_name' nightly --stack dev
    `,
  },
  {
    name: "a key below a section that no other resembles",
    failing: "report",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          extraConfig:
            internal_metrics:
              prometheus:
                tls: true
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.extraConfig.internal_metrics.prometheus.tls
          found:     unknown key
          expected:  one of port, path
          mend:      pulumi config rm --path 'mop:obi.extraConfig.internal_metrics.prometheus.tls' --stack dev
    `,
  },
];
