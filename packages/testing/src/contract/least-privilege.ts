import { type CallPermissions, implies } from "@casement/core";
import { completePermissionMap } from "../complete-permission-map.ts";
import type { Complaint } from "./check.ts";
import type { PermissionException } from "./permission-exception.ts";

/** A call to be replayed, and the permissions that whoever made it may use. */
export interface ReplayedCall {
  readonly by: string;
  readonly method: string;
  readonly path: string;
  readonly allowed: readonly string[];
}

export interface Replay {
  readonly kind: "work" | "personal";
  /** Path prefix of the mailbox in use: `/me`, or `/users/…` of a shared one. */
  readonly mailbox: string;
  /** The plugin's permissions in force, as requested: with a shared mailbox their `.Shared` forms. */
  readonly scopes: readonly { readonly scope: string; readonly tier: "read" | "update" }[];
  readonly calls: readonly ReplayedCall[];
  readonly exceptions?: readonly PermissionException[];
  /** Microsoft's permission map, core's form of it unless given. */
  readonly map?: PermissionSource;
}

export interface PermissionSource {
  permissionsOf(method: string, path: string, kind: "work" | "personal"): CallPermissions | undefined;
  covers(scope: string, method: string, path: string, kind: "work" | "personal"): boolean;
}

export const coreMap: PermissionSource = {
  permissionsOf: completePermissionMap.permissionsOf,
  covers: (scope, method, path, kind) => completePermissionMap.coverage([scope], method, path, kind).outcome === "covered",
};

/** Every account has it. */
const always = "User.Read";
/** Microsoft files forwarding under reading; it sends something, so it counts as an update (product.md §2). */
const forwarding = /\/forward$/i;

/**
 * Replays calls against Microsoft's map: every call is covered, every permission is needed by some call, nothing lower would do.
 * `User.Read` counts for everybody.
 */
export function leastPrivilege(replay: Replay): Complaint[] {
  const { scopes, calls, exceptions = [] } = replay;
  const complaints: Complaint[] = [];
  const needed = new Set<string>();
  const taken = new Set<PermissionException>();
  for (const call of calls) {
    const { chosen, least, template } = choose(replay, call);
    if (chosen === undefined) {
      complaints.push({
        seen: `${call.by}: ${template} is not covered by ${call.allowed.join(", ") || "any permission"}.`,
        todo:
          least === undefined
            ? "The map does not know the call. Check its spelling."
            : `Declare ${least}, which would do, or leave the call out.`,
      });
      continue;
    }
    needed.add(chosen);
    if (least === undefined || chosen === least || implies(least, chosen)) continue;
    const exception = exceptions.find((entry) => entry.call === template && entry.scope === chosen);
    if (exception) taken.add(exception);
    else
      complaints.push({
        seen: `${call.by}: ${template} is made with ${chosen}, and ${least} would do.`,
        todo: `Declare ${least} instead, or add a reviewed exception: { call: "${template}", scope: "${chosen}", why, source }.`,
      });
  }
  for (const { scope } of scopes)
    if (!needed.has(scope))
      complaints.push({
        seen: `No call needs ${scope}.`,
        todo: "Take it out of scopes, narrow its `when`, or let an example reach the call that needs it.",
      });
  for (const exception of exceptions)
    if (!taken.has(exception) && scopes.some(({ scope }) => scope === exception.scope))
      complaints.push({
        seen: `The exception ${exception.call} with ${exception.scope} is not needed.`,
        todo: "Take it out of the exceptions.",
      });
  return complaints;
}

interface Choice {
  readonly template: string;
  /** The lowest of the allowed permissions that covers the call. */
  readonly chosen: string | undefined;
  /** The least that would do; undefined where nothing can be lower. */
  readonly least: string | undefined;
}

function choose({ map = coreMap, kind, mailbox, scopes }: Replay, { method, path, allowed }: ReplayedCall): Choice {
  const needs = map.permissionsOf(method, path, kind);
  const template = needs?.call ?? `${method} of an unknown path`;
  const isForwarding = forwarding.test(template);
  const updates = new Set(scopes.filter(({ tier }) => tier === "update").map(({ scope }) => scope));
  const covering = allowed.filter((scope) => map.covers(scope, method, path, kind) && (!isForwarding || updates.has(scope)));
  const lowest = covering.filter((scope) => !covering.some((other) => other !== scope && implies(scope, other)));
  const isShared = mailbox !== "/me" && path.toLowerCase().startsWith(`${mailbox.toLowerCase()}/`);
  const mapped = isShared ? (needs?.shared ?? needs?.least) : needs?.least;
  const chosen = lowest.find((scope) => scope === mapped) ?? lowest.find((scope) => scope !== always) ?? lowest[0];
  const nothingIsLower = chosen === always || (isForwarding && chosen !== undefined);
  return { template, chosen, least: nothingIsLower ? undefined : mapped };
}
