import { implies, type PermissionMap } from "@casement/core";
import { completePermissionMap } from "../complete-permission-map.ts";
import type { ContractComplaint } from "./contract-check.ts";
import type { PermissionException } from "./permission-exception.ts";

/** A request to Graph, and the scopes that its caller may use. */
export interface ReplayedRequest {
  /** Named in complaints: `services.send`. */
  readonly caller: string;
  readonly method: string;
  readonly path: string;
  readonly allowedScopes: readonly string[];
}

export interface RequestReplay {
  readonly accountType: "work" | "personal";
  /** Path prefix of the mailbox in use: `/me`, or `/users/…` of a shared mailbox. */
  readonly mailbox: string;
  /** The plugin's scopes under its configuration, as they are requested: with a shared mailbox, their `.Shared` forms. */
  readonly scopes: readonly { readonly scope: string; readonly tier: "read" | "update" }[];
  readonly requests: readonly ReplayedRequest[];
  readonly exceptions?: readonly PermissionException[];
  /** Default: Microsoft's complete map with Casement's overrides. */
  readonly map?: PermissionMap;
}

/** Every account has it. */
const signInScope = "User.Read";
/** Microsoft's map accepts read permissions for forwarding an event. It sends mail, so it needs a scope of the tier `update`. */
const forwardRequest = /\/forward$/i;

/**
 * Compares requests with Microsoft's map. Every request must be covered, every scope must be needed by a request, and no lower permission
 * may be enough. `User.Read` is never too much.
 */
export function checkLeastPrivilege(replay: RequestReplay): ContractComplaint[] {
  const { scopes, requests, exceptions = [] } = replay;
  const complaints: ContractComplaint[] = [];
  const neededScopes = new Set<string>();
  const usedExceptions = new Set<PermissionException>();
  for (const request of requests) {
    const { chosen, least, template } = chooseScope(replay, request);
    if (chosen === undefined) {
      complaints.push({
        observed: `${request.caller}: ${template} is not covered by ${request.allowedScopes.join(", ") || "any scope"}.`,
        advice:
          least === undefined
            ? "Microsoft's map does not have the request. Check its spelling."
            : `Declare ${least}, which is enough, or remove the request.`,
      });
      continue;
    }
    neededScopes.add(chosen);
    if (least === undefined || chosen === least || implies(least, chosen)) continue;
    const exception = exceptions.find((entry) => entry.request === template && entry.scope === chosen);
    if (exception) usedExceptions.add(exception);
    else
      complaints.push({
        observed: `${request.caller}: ${template} uses ${chosen}, but ${least} is enough.`,
        advice: `Declare ${least} instead, or add a reviewed exception: { request: "${template}", scope: "${chosen}", why, source }.`,
      });
  }
  for (const { scope } of scopes)
    if (!neededScopes.has(scope))
      complaints.push({
        observed: `No request needs ${scope}.`,
        advice: "Remove it from `scopes`, narrow its `when`, or add an example that makes the request that needs it.",
      });
  for (const exception of exceptions)
    if (!usedExceptions.has(exception) && scopes.some(({ scope }) => scope === exception.scope))
      complaints.push({
        observed: `The exception ${exception.request} with ${exception.scope} is not needed.`,
        advice: "Remove it from `exceptions`.",
      });
  return complaints;
}

interface ScopeChoice {
  readonly template: string;
  /** The lowest of the allowed scopes that covers the request. */
  readonly chosen: string | undefined;
  /** The least privileged permission that is enough. Undefined when nothing can be lower. */
  readonly least: string | undefined;
}

function chooseScope(replay: RequestReplay, { method, path, allowedScopes }: ReplayedRequest): ScopeChoice {
  const { map = completePermissionMap, accountType, mailbox, scopes } = replay;
  const needs = map.permissionsOf(method, path, accountType);
  const template = needs?.request ?? `${method} of an unknown path`;
  const isForward = forwardRequest.test(template);
  const updateScopes = new Set(scopes.filter(({ tier }) => tier === "update").map(({ scope }) => scope));
  const covering = allowedScopes.filter((scope) => {
    return map.coverage([scope], method, path, accountType).outcome === "covered" && (!isForward || updateScopes.has(scope));
  });
  const lowest = covering.filter((scope) => !covering.some((other) => other !== scope && implies(scope, other)));
  const isShared = mailbox !== "/me" && path.toLowerCase().startsWith(`${mailbox.toLowerCase()}/`);
  const mapped = isShared ? (needs?.shared ?? needs?.least) : needs?.least;
  const chosen = lowest.find((scope) => scope === mapped) ?? lowest.find((scope) => scope !== signInScope) ?? lowest[0];
  const nothingIsLower = chosen === signInScope || (isForward && chosen !== undefined);
  return { template, chosen, least: nothingIsLower ? undefined : mapped };
}
