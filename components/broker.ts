import type { Settings, Tree } from "../settings";
import { type EnvVar, fromSecret } from "./kubernetes";
import { authorityFiles } from "./tls-files";
import { type BackendName, overBroker } from "./wiring";

/** A backend's part of the broker: its topic and, where the broker asks, who it is. */
export const topic = ({ kafka }: Settings, name: string): Tree => ({
  address: kafka.address,
  topic: name,
  auto_create_topic_enabled: true,
  auto_create_topic_default_partitions: kafka.partitions,
  ...(kafka.tls ? { tls_enabled: true } : {}),
  ...(kafka.tls && kafka.ca !== undefined ? { tls_ca_path: authorityFiles.kafka } : {}),
  // Filled in from the environment when the program starts, so no file holds them.
  ...(kafka.secret === undefined ? {} : { sasl_username: "${KAFKA_USERNAME}", sasl_password: "${KAFKA_PASSWORD}" }),
});

/** Whether a backend's configuration has to be filled in from the environment. */
export const isFilledIn = (settings: Settings, backend: BackendName): boolean =>
  settings.kafka.secret !== undefined && overBroker(settings, backend);

export const brokerCredentials = ({ kafka: { secret } }: Settings): EnvVar[] =>
  secret === undefined
    ? []
    : [fromSecret("KAFKA_USERNAME", secret, "username"), fromSecret("KAFKA_PASSWORD", secret, "password")];
