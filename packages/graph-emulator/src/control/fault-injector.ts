import { CasementError, type Clock } from "@casement/core";
import type { User } from "../directory.ts";
import { GraphFault } from "../protocol/graph-fault.ts";
import { decodePath } from "../protocol/router.ts";
import type { SeededRandom } from "../seeded-random.ts";

/**
 * A fault. `path`, `method`, `user`, and `only` select requests; the other properties define what happens. Omitted selectors match every
 * request.
 */
export interface FaultRule {
  /** Path with `*` as a wildcard, ignoring case, with or without `/v1.0`, for example `/me/messages*`. */
  path?: string;
  method?: string;
  /** Id or user principal name of the signed-in user. */
  user?: string;
  /** Only parts of batches, or only requests that are not parts of a batch. */
  only?: "parts" | "requests";
  /** Number of times the rule applies before it is removed. Omit to apply it until cleared. */
  count?: number;
  /** From 0 to 1. The seed determines which requests fail. */
  probability?: number;
  status?: number;
  /** Graph's error code. Default: the usual code of the status. */
  code?: string;
  /** Value of the `Retry-After` header, sent as is: `"3"`, `"2.5"`, `"2,5"`, or an HTTP date. Omit for no header. */
  retryAfter?: string;
  /** Delay in milliseconds of the emulator's clock before anything else happens. */
  delay?: number;
  /** Ends the connection without a response. */
  drop?: boolean;
}

export interface FaultTarget {
  method: string;
  path: string;
  user: User | undefined;
  isBatchPart: boolean;
}

export interface FaultInjector {
  /** Adds a rule and returns its id. */
  add(rule: FaultRule): string;
  /** Removes one rule, or all rules if `id` is omitted. */
  clear(id?: string): void;
  list(): (FaultRule & { id: string; hits: number })[];
  /**
   * Applies the first matching rule: waits, throws the fault, or does nothing.
   *
   * @throws GraphFault with the status of the rule. @throws CasementError `graph-unreachable` when the rule drops the connection.
   */
  apply(target: FaultTarget): Promise<void>;
}

const codes: Record<number, [code: string, message: string]> = {
  429: ["TooManyRequests", "Too many requests"],
  500: ["InternalServerError", "An internal server error occurred."],
  502: ["BadGateway", "The server returned an invalid response."],
  503: ["ServiceUnavailable", "The service is temporarily unavailable."],
  504: ["GatewayTimeout", "The gateway timed out."],
};

export function createFaultInjector({ clock, random }: { clock: Clock; random: SeededRandom }): FaultInjector {
  const rules = new Map<string, FaultRule & { hits: number }>();
  let ruleCount = 0;
  const takeMatchingRule = (target: FaultTarget): FaultRule | undefined => {
    for (const [id, rule] of rules) {
      if (!matchesTarget(rule, target)) continue;
      if (rule.probability !== undefined && random.next() >= rule.probability) continue;
      rule.hits++;
      if (rule.count !== undefined && rule.hits >= rule.count) rules.delete(id);
      return rule;
    }
    return undefined;
  };
  return {
    add(rule) {
      const id = `fault-${++ruleCount}`;
      rules.set(id, { ...rule, hits: 0 });
      return id;
    },
    clear(id) {
      if (id === undefined) rules.clear();
      else rules.delete(id);
    },
    list: () => [...rules].map(([id, rule]) => ({ id, ...rule })),
    async apply(target) {
      const rule = takeMatchingRule(target);
      if (!rule) return;
      if (rule.delay !== undefined) await new Promise<void>((resolve) => clock.after(rule.delay!, resolve));
      if (rule.drop) throw new CasementError("graph-unreachable", "A fault rule of the control interface dropped the connection.");
      if (rule.status === undefined) return;
      const [code, message] = codes[rule.status] ?? ["UnknownError", "A fault rule requested this error."];
      throw new GraphFault(
        rule.status,
        rule.code ?? code,
        message,
        rule.retryAfter === undefined ? {} : { "Retry-After": rule.retryAfter },
      );
    },
  };
}

function matchesTarget(rule: FaultRule, { method, path, user, isBatchPart }: FaultTarget): boolean {
  if (rule.method && rule.method.toUpperCase() !== method) return false;
  if (rule.only && (rule.only === "parts") !== isBatchPart) return false;
  if (rule.user && ![user?.id, user?.userPrincipalName].some((name) => name?.toLowerCase() === rule.user!.toLowerCase())) return false;
  return !rule.path || pathMatches(rule.path, path);
}

function pathMatches(pattern: string, path: string): boolean {
  const withoutVersion = (text: string) => text.replace(/^\/v1\.0(?=\/|$)/, "");
  const expression = withoutVersion(pattern)
    .split("*")
    .map((text) => text.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${expression}$`, "i").test(withoutVersion(decodePath(path)));
}
