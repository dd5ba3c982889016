import { CasementError, type Clock } from "@casement/core";
import type { User } from "../directory.ts";
import { GraphFault } from "../graph/graph-fault.ts";
import { decodePath } from "../graph/router.ts";
import type { SeededRandom } from "../seeded-random.ts";

/** A misbehaviour. Everything after `path`, `method` and `user` says what happens; what is left out matches or does not happen. */
export interface FaultRule {
  /** Path with `*` for anything, in any case, with or without `/v1.0`: `/me/messages*`. */
  path?: string;
  method?: string;
  /** Id or principal name of who signed in. */
  user?: string;
  /** Only parts of batches, or only requests on the wire. */
  only?: "parts" | "requests";
  /** How often; then the rule is gone. Left out: until cleared. */
  count?: number;
  /** 0 to 1; chance is seeded. */
  probability?: number;
  status?: number;
  /** Graph's error code; the usual one of the status when left out. */
  code?: string;
  /** `Retry-After` as it is sent, in any spelling: `"3"`, `"2.5"`, `"2,5"`, an HTTP date. Left out: no header. */
  retryAfter?: string;
  /** Milliseconds of the emulator's clock before anything else. */
  delay?: number;
  /** The connection ends without an answer. */
  drop?: boolean;
}

export interface FaultTarget {
  method: string;
  path: string;
  user: User | undefined;
  isBatchPart: boolean;
}

export interface FaultInjector {
  /** Returns the id of the rule. */
  add(rule: FaultRule): string;
  /** One rule, or all. */
  clear(id?: string): void;
  list(): (FaultRule & { id: string; hits: number })[];
  /** Waits, throws the fault, or does nothing. A dropped connection throws `graph-unreachable`. */
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
      if (rule.drop) throw new CasementError("graph-unreachable", "The connection was dropped on request of the control interface.");
      if (rule.status === undefined) return;
      const [code, message] = codes[rule.status] ?? ["UnknownError", "An error was asked for."];
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
