import { isPersonal } from "../../directory.ts";
import { refuse } from "../../refusals.ts";
import { entity, listPage } from "../odata/list-page.ts";
import { type GraphCall, type GraphResult, type Route, route } from "../route.ts";
import type { Group, GroupStore } from "./group-store.ts";
import { limitedGroup, onRequest, presentGroup } from "./present-group.ts";

const readers = ["Group.ReadBasic.All", "GroupMember.Read.All", "Directory.Read.All"];

/** The group in the path, of one's own tenant. */
export function groupOf(store: GroupStore, call: GraphCall): Group {
  const id = call.params.groupId!;
  const group = store.get(id);
  if (!group || group.tenantId !== call.user.tenantId || isPersonal(call.user)) throw refuse("group-unknown", { id });
  return group;
}

/** `/groups`, one group, and the groups that somebody is in. */
export function groupRoutes(store: GroupStore): Route[] {
  const page = (call: GraphCall, groups: readonly Group[], context: string, present: (group: Group) => object): GraphResult => {
    if (call.query.search && call.headers.get("consistencylevel")?.toLowerCase() !== "eventual") throw refuse("group-search-consistency");
    return listPage(call, groups, {
      context,
      read: presentGroup,
      present,
      defaultTop: 100,
      maxTop: 999,
      above: "refuse",
      paging: "skiptoken",
      alwaysId: false,
      searchText: ({ displayName, description, mail }) => `${displayName} ${description} ${mail}`,
    });
  };
  const memberOf = (how: "direct" | "transitive", cast: boolean) => (call: GraphCall) => {
    const mayRead = readers.some((scope) => call.allows(scope));
    const present = (group: Group) => ({
      ...(cast ? {} : { "@odata.type": "#microsoft.graph.group" }),
      ...(mayRead ? presentGroup(group) : limitedGroup(group)),
    });
    return page(call, store.of(call.mailboxUser, how), cast ? "groups" : "directoryObjects", present);
  };
  return [
    route("GET", "/groups", (call) => page(call, store.list(call.user.tenantId), "groups", presentGroup)),
    route("GET", "/groups/{groupId}", (call) => {
      const group = groupOf(store, call);
      return entity(call, "groups", { ...presentGroup(group), ...(call.query.select ? onRequest() : {}) }, { alwaysId: false });
    }),
    route("GET", "/me/memberOf", memberOf("direct", false)),
    route("GET", "/me/memberOf/microsoft.graph.group", memberOf("direct", true)),
    route("GET", "/me/transitiveMemberOf", memberOf("transitive", false)),
    route("GET", "/me/transitiveMemberOf/microsoft.graph.group", memberOf("transitive", true)),
  ];
}
