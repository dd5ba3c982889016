import { resolve } from "node:path";
import { z } from "zod";
import type { ConfigFinding } from "./config-problem.ts";
import { isRecord } from "./environment.ts";

/** The block `cluster:`: this process shares accounts with others, and they live in Redis instead of the file. */
export interface ClusterConfig {
  /** `redis://` or, for TLS, `rediss://`, with user name and password if the Redis has an access list. */
  redis: string;
  /** Addresses of Sentinels. The host of `redis` is then the name of the group that they watch. */
  sentinels?: readonly string[] | undefined;
  /** Where the cluster keys come from: one a line, or several with commas between them. The first one encrypts. */
  key: { file: string } | { env: string } | { command: readonly string[] };
}

const nonEmptyText = z.string().min(1, "is empty");

const addressText = nonEmptyText.refine((value) => URL.canParse(value) && /^rediss?:\/\/[^/]/.test(value), {
  error: "must be an address that starts with redis:// or, for TLS, with rediss://",
});

export const clusterSchema: z.ZodType<ClusterConfig> = z.object({
  redis: addressText,
  sentinels: z.array(addressText).min(1, "is empty").optional(),
  key: z.union([
    z.object({ file: nonEmptyText }),
    z.object({ env: nonEmptyText.regex(/^[A-Za-z_][A-Za-z0-9_]*$/, "must be the name of an environment variable, without $") }),
    z.object({
      command: z.preprocess((value) => (typeof value === "string" ? [value] : value), z.array(nonEmptyText).min(1, "is empty")),
    }),
  ]) as z.ZodType<ClusterConfig["key"]>,
});

/** The accounts of a cluster are in its store. Both would be two lists that nobody could keep alike. */
export function checkCluster(value: unknown): readonly ConfigFinding[] {
  if (!isRecord(value) || value.cluster === undefined) return [];
  const findings: ConfigFinding[] = [];
  const { key, redis, sentinels } = isRecord(value.cluster) ? value.cluster : {};
  if (isRecord(key) && Object.keys(key).length > 1)
    findings.push({ path: ["cluster", "key"], at: "key", message: "must have only one of file, env and command" });
  if (sentinels !== undefined && typeof redis === "string" && URL.canParse(redis) && new URL(redis).port !== "")
    findings.push({
      path: ["cluster", "redis"],
      at: "key",
      message: "must have no port: with cluster.sentinels, its host is the name of the group that the Sentinels watch, such as mymaster",
    });
  if (Array.isArray(value.accounts) ? value.accounts.length > 0 : isRecord(value.accounts))
    findings.push({
      path: ["accounts"],
      at: "key",
      message:
        "the accounts of a cluster are in Redis; remove this key, and add them with  casement accounts add  or  casement accounts import",
    });
  return findings;
}

/** With a file that is relative to the folder of the configuration. */
export function clusterConfigOf(cluster: ClusterConfig | undefined, folder: string): ClusterConfig | undefined {
  if (!cluster || !("file" in cluster.key)) return cluster;
  return { ...cluster, key: { file: resolve(folder, cluster.key.file) } };
}
