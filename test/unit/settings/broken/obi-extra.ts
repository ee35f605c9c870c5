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
            trace_printer: loud
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.extraConfig.trace_printer
          found:     "loud"
          expected:  one of disabled, text, json, json_indent, counter
          mend:      pulumi config rm --path 'mop:obi.extraConfig.trace_printer' --stack dev
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
          expected:  a map with patterns, ignored_patterns, ignore_mode, unmatched, wildcard_char, max_path_segment_cardinality
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
    name: "a misspelt key below a section",
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
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          extraConfig:
            discovery:
              default_exclude_instrument:
                - k8s_job_nam: nightly
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.extraConfig.discovery.default_exclude_instrument[0].k8s_job_nam
          found:     unknown key
          expected:  "k8s_job_name"? The keys here are open_ports, exe_path, cmd_args, languages, containers_only, container_name, k8s_namespace, k8s_pod_name, k8s_deployment_name, k8s_replicaset_name, k8s_daemonset_name, k8s_statefulset_name, k8s_job_name, k8s_cronjob_name, k8s_owner_name, k8s_container_name, k8s_pod_labels, k8s_pod_annotations, exports, sampler, routes, metrics
          mend:      pulumi config rm --path 'mop:obi.extraConfig.discovery.default_exclude_instrument[0].k8s_job_nam' --stack dev
                     pulumi config set --path 'mop:obi.extraConfig.discovery.default_exclude_instrument[0].k8s_job_name' nightly --stack dev
    `,
  },
  {
    name: "a key below a section that no other resembles",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          extraConfig:
            ebpf:
              maps_config:
                growth: true
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.extraConfig.ebpf.maps_config.growth
          found:     unknown key
          expected:  one of global_scale_factor
          mend:      pulumi config rm --path 'mop:obi.extraConfig.ebpf.maps_config.growth' --stack dev
    `,
  },
  {
    name: "a port that is none",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          extraConfig:
            profile_port: 0
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.extraConfig.profile_port
          found:     0
          expected:  a port, 1 to 65535
          mend:      pulumi config rm --path 'mop:obi.extraConfig.profile_port' --stack dev
    `,
  },
  {
    name: "a misspelt key below names of one's own",
    stack: "dev",
    yaml: `
      config:
        mop:obi:
          extraConfig:
            attributes:
              select:
                http.server.request.duration:
                  includes: ["k8s.*"]
    `,
    message: `
      Pulumi.dev.yaml has 1 fault; nothing was changed.

        mop:obi.extraConfig.attributes.select["http.server.request.duration"].includes
          found:     unknown key
          expected:  "include"? The keys here are include, exclude
          mend:      pulumi config rm --path 'mop:obi.extraConfig.attributes.select["http.server.request.duration"].includes' --stack dev
                     pulumi config set --path 'mop:obi.extraConfig.attributes.select["http.server.request.duration"].include[0]' 'k8s.*' --stack dev
    `,
  },
];
