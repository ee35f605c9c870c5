import type { Settings, Tree } from "../settings";
import { type EnvVar, fromSecret } from "./kubernetes";
import { authorityFiles } from "./tls-files";

/**
 * The credentials for the bucket, under the names that AWS's own clients look for: so no configuration file mentions
 * them, and without a Secret the same clients find the pod's cloud identity.
 */
export const credentials = ({ objectStorage: { secret } }: Settings): EnvVar[] =>
  secret === undefined
    ? []
    : [
        fromSecret("AWS_ACCESS_KEY_ID", secret, "access-key-id"),
        fromSecret("AWS_SECRET_ACCESS_KEY", secret, "secret-access-key"),
      ];

/** The client that Mimir and Loki share, for one bucket. */
export const s3Client = ({ objectStorage }: Settings, bucket: string): Tree => ({
  bucket_name: bucket,
  endpoint: objectStorage.endpoint,
  region: objectStorage.region,
  insecure: !objectStorage.tls,
  bucket_lookup_type: objectStorage.pathStyle ? "path" : "auto",
  // The credentials of AWS's own clients: environment, then cloud identity.
  native_aws_auth_enabled: true,
  ...(objectStorage.ca === undefined ? {} : { http: { tls_ca_path: authorityFiles.objectStorage } }),
});
