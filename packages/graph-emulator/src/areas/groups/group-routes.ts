import { isPersonal } from "../../directory.ts";
import { buildDirectoryPage } from "../../protocol/odata/directory-page.ts";
import { buildEntity } from "../../protocol/odata/list-page.ts";
import { defineRoute, type GraphRequest, type Route } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import type { GroupStore, StoredGroup } from "./group-store.ts";
import { presentGroup, presentLimitedGroup, presentSelectOnlyProperties } from "./present-group.ts";

const groupReadScopes = ["Group.ReadBasic.All", "GroupMember.Read.All", "Directory.Read.All"];

/**
 * Returns the group in the path.
 *
 * @throws GraphFault 404 when the caller's tenant has no such group.
 */
export function groupOf(store: GroupStore, request: GraphRequest): StoredGroup {
  const id = request.params.groupId!;
  const group = store.get(id);
  if (!group || group.tenantId !== request.user.tenantId || isPersonal(request.user)) throw createRefusal("group-unknown", { id });
  return group;
}

/** Creates the routes for `/groups`, one group, and the groups of a user. */
export function createGroupRoutes(store: GroupStore): Route[] {
  const page = (request: GraphRequest, groups: readonly StoredGroup[], context: string, present: (group: StoredGroup) => object) =>
    buildDirectoryPage(request, groups, { context, read: presentGroup, present });
  const memberOf = (membership: "direct" | "transitive", cast: boolean) => (request: GraphRequest) => {
    const mayRead = groupReadScopes.some((scope) => request.allows(scope));
    const present = (group: StoredGroup) => ({
      ...(cast ? {} : { "@odata.type": "#microsoft.graph.group" }),
      ...(mayRead ? presentGroup(group) : presentLimitedGroup(group)),
    });
    return page(request, store.groupsOf(request.mailboxUser, membership), cast ? "groups" : "directoryObjects", present);
  };
  return [
    defineRoute("GET", "/groups", (request) => page(request, store.list(request.user.tenantId), "groups", presentGroup)),
    defineRoute("GET", "/groups/{groupId}", (request) => {
      const group = groupOf(store, request);
      return buildEntity(
        request,
        "groups",
        { ...presentGroup(group), ...(request.query.select ? presentSelectOnlyProperties() : {}) },
        { alwaysId: false },
      );
    }),
    defineRoute("GET", "/me/memberOf", memberOf("direct", false)),
    defineRoute("GET", "/me/memberOf/microsoft.graph.group", memberOf("direct", true)),
    defineRoute("GET", "/me/transitiveMemberOf", memberOf("transitive", false)),
    defineRoute("GET", "/me/transitiveMemberOf/microsoft.graph.group", memberOf("transitive", true)),
  ];
}
