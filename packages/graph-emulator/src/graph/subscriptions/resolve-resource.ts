import { isPersonal, type User } from "../../directory.ts";
import { refuse } from "../../refusals.ts";
import type { AreaContext } from "../area.ts";
import { GraphFault } from "../graph-fault.ts";
import type { GraphCall } from "../route.ts";
import { createRouter, splitPath } from "../router.ts";
import { type Subscribable, type SubscribedTo, subscribables } from "./subscribable.ts";

const router = createRouter(subscribables);

/** What the `resource` of a subscription means to the caller. Throws 400 for what cannot be subscribed to, 403 for what is not theirs. */
export function resolveResource(
  resource: string,
  call: GraphCall,
  directory: AreaContext["directory"],
): { kind: Subscribable; found: SubscribedTo } {
  const { pathname, searchParams } = new URL(resource.replace(/^\/*/, "/"), "https://graph.microsoft.com");
  const matched = router.match("GET", splitPath(pathname));
  if (!matched) throw refuse("subscription-resource-unknown", { resource });
  const { route: kind, params, principal } = matched;
  const filter = searchParams.get("$filter") ?? "";
  const ids = [...filter.matchAll(/'([^']+)'/g)].map(([, id]) => id!);
  const isPresence = kind.data === "required";
  if (filter && !(isPresence && /^id in \(/i.test(filter)))
    throw new GraphFault(501, "NotEmulated", "The emulator does not have subscriptions with that $filter.");
  const people = isPresence ? [...ids, ...Object.values(params)] : [];
  for (const id of people)
    if (directory.user(id)?.tenantId !== call.user.tenantId) throw refuse("subscription-resource-unknown", { resource });
  if (isPresence && people.length === 0) throw refuse("subscription-resource-unknown", { resource });
  if (principal !== undefined && directory.user(principal)?.id !== call.user.id) throw refuse("subscription-other-mailbox");
  return { kind, found: { params, ids, owner: call.user.id } };
}

/** Throws 403 when the token lacks the permission of the resource. */
export function checkScope(kind: Subscribable, call: GraphCall): void {
  if (!mayWatch(kind, call.user, call.allows)) throw refuse("subscription-scope-missing");
}

const mayWatch = (kind: Subscribable, user: User, allows: (scope: string) => boolean): boolean =>
  (isPersonal(user) ? kind.personal : kind.work)?.some(allows) ?? false;
