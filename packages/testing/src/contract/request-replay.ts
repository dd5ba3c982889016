import { completePermissionMap } from "../complete-permission-map.ts";
import { allowedScopesOf } from "./allowed-scopes.ts";
import type { ReplayedRequest, RequestReplay } from "./check-least-privilege.ts";
import type { ContractSubject } from "./contract-subject.ts";
import type { PluginRun } from "./plugin-run.ts";

/** All requests of a run, by the function that made them, and those that were sent although no function made them. */
export function requestReplayOf({ definition, options }: ContractSubject, run: PluginRun): RequestReplay {
  const { accountType, mailbox, observed, exchanges } = run;
  const scopes = run.scopes.contributions.filter(({ plugin, withheld }) => plugin === definition.id && withheld === undefined);
  const allScopes = [...scopes.map(({ scope }) => scope), "User.Read"];
  const templateOf = ({ method, path }: { method: string; path: string }) =>
    completePermissionMap.permissionsOf(method, path, accountType)?.request ?? `${method} ${path}`;
  const madeByPlugin = new Set(observed.requests.map(templateOf));
  const requests: ReplayedRequest[] = [
    ...observed.requests.map(({ caller, method, path }) => {
      return { caller, method, path, allowedScopes: allowedScopesOf(run, definition.id, caller) };
    }),
    ...exchanges
      .filter((exchange) => !madeByPlugin.has(templateOf(exchange)))
      .map(({ method, path }) => ({ caller: "the transport", method, path, allowedScopes: allScopes })),
  ];
  return { accountType, mailbox, scopes, requests, ...(options.exceptions && { exceptions: options.exceptions }) };
}
