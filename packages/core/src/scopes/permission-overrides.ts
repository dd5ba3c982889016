import type { AcceptedPermissions, GraphOperation } from "./permission-tables.ts";

/** A reviewed correction of Microsoft's map: `requests` need `access` instead, for the types of account that the map names. */
export interface PermissionOverride {
  /** Method and path template, spelled as in the map. */
  readonly requests: readonly string[];
  readonly access: AcceptedPermissions;
  readonly why: string;
  readonly source: string;
}

const groupRead: AcceptedPermissions = { least: "Group.Read.All", higher: ["Group.ReadWrite.All"], partial: [] };
const groupWrite: AcceptedPermissions = { least: "Group.ReadWrite.All", higher: [], partial: [] };
const groupSource =
  "API pages event-get, event-update, event-delete, event-list-instances, group-list-events (2021, 2023); notes in the map";

export const permissionOverrides: readonly PermissionOverride[] = [
  {
    requests: ["GET /users/{id}/presence", "GET /communications/presences", "GET /communications/presences/{id}"],
    access: { least: "Presence.Read.All", higher: [], partial: [] },
    why: "The map names Presence.Read, which reads only the user's own presence. That is /me/presence.",
    source: "API page presence-get; note in the map",
  },
  {
    requests: [
      "GET /groups/{id}/events/{id}",
      "GET /groups/{id}/events/{id}/instances",
      "GET /groups/{id}/events/{id}/attachments",
      "GET /groups/{id}/calendar/events/{id}",
      "GET /groups/{id}/calendar/events/{id}/instances",
      "GET /groups/{id}/calendar/events/{id}/attachments",
      "GET /groups/{id}/events/delta",
      "GET /groups/{id}/calendar/events/delta",
    ],
    access: groupRead,
    why: "The map repeats the permissions of a user's own calendars. Listing the same events needs Group.Read.All.",
    source: groupSource,
  },
  {
    requests: [
      "PATCH /groups/{id}/events/{id}",
      "DELETE /groups/{id}/events/{id}",
      "POST /groups/{id}/events/{id}/attachments",
      "POST /groups/{id}/events/{id}/cancel",
      "PATCH /groups/{id}/calendar/events/{id}",
      "DELETE /groups/{id}/calendar/events/{id}",
      "POST /groups/{id}/calendar/events/{id}/attachments",
      "POST /groups/{id}/calendar/events/{id}/cancel",
    ],
    access: groupWrite,
    why: "The map repeats the permissions of a user's own calendars. Creating the same events needs Group.ReadWrite.All.",
    source: groupSource,
  },
];

/** The operations with the overrides applied. */
export function withOverrides(operations: readonly GraphOperation[]): GraphOperation[] {
  const accessByRequest = new Map(
    permissionOverrides.flatMap((override) => override.requests.map((request) => [request, override.access] as const)),
  );
  return operations.map((operation) => {
    const access = accessByRequest.get(`${operation.method} ${operation.path}`);
    if (!access) return operation;
    return { ...operation, work: operation.work && access, personal: operation.personal && access, basis: "override" };
  });
}
