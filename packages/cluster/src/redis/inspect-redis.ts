import { CasementError } from "@casement/core";
import type { RedisConnection } from "./connect-redis.ts";

/** Something about a Redis that a cluster cannot use, or should not have. */
export interface RedisProblem {
  readonly severity: "refused" | "warning";
  readonly message: string;
  readonly cure: string;
}

/** What is wrong with the settings of a Redis. Reads only `INFO`, which access lists and providers allow. */
export async function inspectRedis(redis: RedisConnection): Promise<readonly RedisProblem[]> {
  const info = parseInfo(await redis.info());
  const problems: RedisProblem[] = [];
  const refuse = (message: string, cure: string): void => void problems.push({ severity: "refused", message, cure });
  // Valkey 7.2 and later report the version of Redis with which they are compatible.
  const version = info.get("redis_version") ?? "0";
  if (!isAtLeast(version, 6, 2)) refuse(`This is Redis ${version}.`, "Install Redis 6.2 or later, or Valkey.");
  if (info.get("cluster_enabled") === "1")
    refuse(
      "This is a Redis Cluster, which spreads keys over several machines. A lock and what it protects must be on one.",
      "Use a single Redis, with replicas and Sentinel if you need them. One carries more than ten thousand accounts.",
    );
  if (info.get("aof_enabled") !== "1")
    refuse(
      "Redis does not write an append-only file. A restart would lose every sign-in, and what was stored since the last snapshot.",
      "Set `appendonly yes`.",
    );
  const policy = info.get("maxmemory_policy");
  if (policy !== "noeviction")
    refuse(`When its memory is full, Redis deletes keys (${policy}). That would be accounts.`, "Set `maxmemory-policy noeviction`.");
  const [limit, used] = ["maxmemory", "used_memory"].map((field) => Number(info.get(field) ?? 0)) as [number, number];
  if (limit > 0 && limit < 2 * used)
    problems.push({
      severity: "warning",
      message: `Redis uses ${megabytes(used)} of at most ${megabytes(limit)}. When the append-only file is rewritten, it can need twice as much.`,
      cure: `Set \`maxmemory\` to ${megabytes(2 * used)} or more.`,
    });
  return problems;
}

/** @throws CasementError `config-invalid` if a cluster cannot use this Redis */
export async function requireUsableRedis(redis: RedisConnection): Promise<void> {
  const problems = await inspectRedis(redis).catch((error) => {
    throw refusedUser(error) ?? error;
  });
  const refused = problems.filter(({ severity }) => severity === "refused");
  if (refused.length > 0)
    throw new CasementError(
      "config-invalid",
      `This Redis cannot be used. ${refused.map(({ message, cure }) => `${message} ${cure}`).join(" ")}`,
    );
}

/** Undefined if it is something else. The texts of Redis name commands that nobody has called. */
function refusedUser(error: unknown): CasementError | undefined {
  const code = error instanceof Error ? /^(NOAUTH|WRONGPASS|NOPERM)\b/.exec(error.message)?.[1] : undefined;
  if (code === undefined) return undefined;
  const text =
    code === "NOPERM"
      ? "Redis does not let its user run `INFO` (NOPERM). Give the user the rights that docs/cluster.md lists."
      : code === "NOAUTH"
        ? "Redis wants a user name and a password (NOAUTH). Write them in the address: redis://user:password@host"
        : "Redis refuses the user name or the password of its address (WRONGPASS). In an address, characters such as @, / and # are written as %40, %2F and %23.";
  return new CasementError("config-invalid", text);
}

const parseInfo = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(/^([a-z_0-9]+):(.*?)\r?$/gm)].map(([, field, value]) => [field!, value!]));

function isAtLeast(version: string, major: number, minor: number): boolean {
  const [foundMajor = 0, foundMinor = 0] = version.split(".").map(Number);
  return foundMajor > major || (foundMajor === major && foundMinor >= minor);
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1_000_000)} MB`;
