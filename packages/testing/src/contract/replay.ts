import { completePermissionMap } from "../complete-permission-map.ts";
import { allowedFor } from "./allowed-for.ts";
import type { Replay, ReplayedCall } from "./least-privilege.ts";
import type { Subject } from "./subject.ts";
import type { Tour } from "./tour.ts";

/** All calls of a tour, by who made them, and what went over the wire whoever made it. */
export function replayOf({ definition, options }: Subject, tour: Tour): Replay {
  const { kind, mailbox, scopes, watch, exchanges } = tour;
  const own = scopes.contributions.filter(({ plugin, withheld }) => plugin === definition.id && withheld === undefined);
  const everything = [...own.map(({ scope }) => scope), "User.Read"];
  const template = ({ method, path }: { method: string; path: string }) =>
    completePermissionMap.permissionsOf(method, path, kind)?.call ?? `${method} ${path}`;
  const asked = new Set(watch.calls.map(template));
  const calls: ReplayedCall[] = [
    ...watch.calls.map(({ by, method, path }) => ({ by, method, path, allowed: allowedFor(tour, definition.id, by) })),
    ...exchanges
      .filter((exchange) => !asked.has(template(exchange)))
      .map(({ method, path }) => ({ by: "on the wire", method, path, allowed: everything })),
  ];
  return { kind, mailbox, scopes: own, calls, ...(options.exceptions && { exceptions: options.exceptions }) };
}
