import { isPersonal, type User } from "../../directory.ts";
import { GraphFault } from "../../protocol/graph-fault.ts";
import type { GraphRequest } from "../../protocol/route.ts";
import { createRouter, splitPath } from "../../protocol/router.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import type { AreaContext } from "../area.ts";
import { type ResourceTarget, type SubscribableResource, subscribableResources } from "./subscribable-resource.ts";

const router = createRouter(subscribableResources);

/**
 * Resolves the `resource` of a subscription for the caller.
 *
 * @throws GraphFault 400 for a resource without subscriptions, 403 for the resource of another user.
 */
export function resolveResource(
  resource: string,
  request: GraphRequest,
  directory: AreaContext["directory"],
): { kind: SubscribableResource; found: ResourceTarget } {
  const { pathname, searchParams } = new URL(resource.replace(/^\/*/, "/"), "https://graph.microsoft.com");
  const matched = router.match("GET", splitPath(pathname));
  if (!matched) throw createRefusal("subscription-resource-unknown", { resource });
  const { route: kind, params, principal } = matched;
  const filter = searchParams.get("$filter") ?? "";
  const ids = [...filter.matchAll(/'([^']+)'/g)].map(([, id]) => id!);
  const isPresence = kind.data === "required";
  if (filter && !(isPresence && /^id in \(/i.test(filter)))
    throw new GraphFault(501, "NotEmulated", "The emulator does not have subscriptions with that $filter.");
  const userIds = isPresence ? [...ids, ...Object.values(params)] : [];
  for (const id of userIds)
    if (directory.user(id)?.tenantId !== request.user.tenantId) throw createRefusal("subscription-resource-unknown", { resource });
  if (isPresence && userIds.length === 0) throw createRefusal("subscription-resource-unknown", { resource });
  if (principal !== undefined && directory.user(principal)?.id !== request.user.id) throw createRefusal("subscription-other-mailbox");
  return { kind, found: { params, ids, owner: request.user.id } };
}

/** @throws GraphFault 403 when the token lacks the permission for the resource. */
export function checkSubscriptionScope(kind: SubscribableResource, request: GraphRequest): void {
  if (!hasPermission(kind, request.user, request.allows)) throw createRefusal("subscription-scope-missing");
}

const hasPermission = (kind: SubscribableResource, user: User, allows: (scope: string) => boolean): boolean =>
  (isPersonal(user) ? kind.personal : kind.work)?.some(allows) ?? false;
