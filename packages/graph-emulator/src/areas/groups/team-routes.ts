import { buildEntity, buildListPage } from "../../protocol/odata/list-page.ts";
import type { GraphRequest } from "../../protocol/route.ts";
import { defineRoute, type Route } from "../../protocol/route.ts";
import { createRefusal } from "../../refusals/create-refusal.ts";
import type { GroupStore, StoredChannel, StoredGroup } from "./group-store.ts";

/** Creates the routes for the teams of a user and the channels of a team. Shapes: user-list-joinedteams, team-get, channel-get. */
export function createTeamRoutes(store: GroupStore): Route[] {
  const teamOf = (request: GraphRequest): StoredGroup & { channels: readonly StoredChannel[] } => {
    const group = store.get(request.params.team!);
    if (!group?.channels || group.tenantId !== request.user.tenantId) throw createRefusal("team-unknown", { id: request.params.team! });
    if (!group.members.has(request.user.id) && !request.user.isAdmin) throw createRefusal("team-not-a-member");
    return { ...group, channels: group.channels };
  };
  const page = (request: GraphRequest, items: readonly object[], context: string) =>
    buildListPage(request, items, {
      context,
      read: (item) => item,
      present: (item) => item,
      defaultTop: 999,
      maxTop: 999,
      above: "cap",
      paging: "skiptoken",
    });
  const channelsOf = (request: GraphRequest) => {
    const team = teamOf(request);
    return { context: `teams('${team.id}')/channels`, channels: team.channels.map((channel) => presentChannel(team, channel)) };
  };
  return [
    defineRoute("GET", "/me/joinedTeams", (request) => {
      if (request.mailboxUser.id !== request.user.id) throw createRefusal("team-other-user");
      const teams = store.groupsOf(request.user, "direct").filter(({ channels }) => channels);
      // Only these three properties have values in this list.
      return page(
        request,
        teams.map(({ id, displayName, description }) => ({ id, displayName, description })),
        "teams",
      );
    }),
    defineRoute("GET", "/teams/{team}", (request) => buildEntity(request, "teams", presentTeam(teamOf(request)))),
    defineRoute("GET", "/teams/{team}/channels", (request) => {
      const { channels, context } = channelsOf(request);
      return page(request, channels, context);
    }),
    defineRoute("GET", "/teams/{team}/channels/{channel}", (request) => {
      const { channels, context } = channelsOf(request);
      const found = channels.find(({ id }) => id === request.params.channel);
      if (!found) throw createRefusal("channel-unknown");
      return buildEntity(request, context, found);
    }),
    defineRoute("GET", "/teams/{team}/primaryChannel", (request) => {
      const { channels, context } = channelsOf(request);
      return buildEntity(request, context, channels[0]!);
    }),
  ];
}

const presentTeam = ({ id, tenantId, displayName, description, visibility, createdAt }: StoredGroup) => ({
  id,
  createdDateTime: createdAt.toISOString(),
  displayName,
  description,
  internalId: null,
  classification: null,
  specialization: "none",
  visibility: visibility.toLowerCase(),
  webUrl: `https://teams.microsoft.com/l/team/${id}?tenantId=${tenantId}`,
  isArchived: false,
  tenantId,
});

const presentChannel = ({ id: teamId, tenantId, createdAt }: StoredGroup, { id, displayName }: StoredChannel) => ({
  id,
  createdDateTime: createdAt.toISOString(),
  displayName,
  description: null,
  isFavoriteByDefault: null,
  email: "",
  tenantId,
  webUrl: `https://teams.microsoft.com/l/channel/${encodeURIComponent(id)}/${encodeURIComponent(displayName)}?groupId=${teamId}&tenantId=${tenantId}`,
  membershipType: "standard",
  isArchived: false,
});
