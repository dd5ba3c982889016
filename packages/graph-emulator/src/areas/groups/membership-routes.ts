import type { Directory, User } from "../../directory.ts";
import { badRequest } from "../../protocol/graph-fault.ts";
import { buildDirectoryPage } from "../../protocol/odata/directory-page.ts";
import { propertiesOf } from "../../protocol/properties-of.ts";
import { defineRoute, type GraphRequest, noContentResult, type Route } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import { allPropertiesOf, presentUser } from "../users/present-user.ts";
import { groupOf } from "./group-routes.ts";
import type { GroupStore, StoredGroup } from "./group-store.ts";
import { presentGroup } from "./present-group.ts";

type Principal = { kind: "user"; user: User } | { kind: "group"; group: StoredGroup };
type Membership = "members" | "owners";

/** Creates the routes for members and owners of a group: list, remove, and add an owner. */
export function createMembershipRoutes(store: GroupStore, directory: Directory): Route[] {
  const principalOf = (id: string): Principal[] => {
    const user = directory.user(id);
    const group = store.get(id);
    return user ? [{ kind: "user", user }] : group ? [{ kind: "group", group }] : [];
  };
  const list = (membership: Membership, onlyUsers: boolean) => (request: GraphRequest) => {
    const principals = [...groupOf(store, request)[membership]].flatMap(principalOf);
    return buildDirectoryPage(request, onlyUsers ? principals.filter(({ kind }) => kind === "user") : principals, {
      context: onlyUsers ? "users" : "directoryObjects",
      read: (principal) => (principal.kind === "user" ? allPropertiesOf(principal.user) : presentGroup(principal.group)),
      present: (principal) => ({
        ...(onlyUsers ? {} : { "@odata.type": `#microsoft.graph.${principal.kind}` }),
        ...(principal.kind === "user" ? presentUser(request, principal.user) : presentGroup(principal.group)),
      }),
    });
  };
  /** Owners and administrators may change a group. */
  const changeableGroupOf = (request: GraphRequest): StoredGroup => {
    const group = groupOf(store, request);
    if (!group.owners.has(request.user.id) && !request.user.isAdmin) throw createRefusal("group-change-denied");
    return group;
  };
  const remove = (membership: Membership) => (request: GraphRequest) => {
    const group = changeableGroupOf(request);
    const id = request.params.principalId!;
    if (!group[membership].has(id)) throw createRefusal("group-reference-unknown", { id });
    if (membership === "owners" && group.owners.size === 1) throw createRefusal("group-last-owner");
    group[membership].delete(id);
    return noContentResult();
  };
  const addOwner = (request: GraphRequest) => {
    const group = changeableGroupOf(request);
    const id = /\/(?:users|directoryObjects)\/([^/]+)$/.exec(String(propertiesOf(request.body)["@odata.id"]))?.[1];
    if (id === undefined) throw badRequest("The property '@odata.id' is not the address of a user.", "Request_BadRequest");
    const user = directory.user(decodeURIComponent(id));
    if (user?.tenantId !== group.tenantId) throw createRefusal("group-reference-unknown", { id });
    if (group.owners.has(user.id)) throw createRefusal("group-reference-exists", { property: "owners" });
    group.owners.add(user.id);
    return noContentResult();
  };
  return [
    ...(["members", "owners"] as const).flatMap((membership) => [
      defineRoute("GET", `/groups/{groupId}/${membership}`, list(membership, false)),
      defineRoute("GET", `/groups/{groupId}/${membership}/microsoft.graph.user`, list(membership, true)),
      defineRoute("DELETE", `/groups/{groupId}/${membership}/{principalId}/$ref`, remove(membership)),
    ]),
    defineRoute("POST", "/groups/{groupId}/owners/$ref", addOwner),
  ];
}
