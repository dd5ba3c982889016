import type { AcceptedPermissions, GraphOperation } from "./permission-tables.ts";

/** A reviewed departure from Microsoft's map: for `calls`, `access` counts instead, with the kinds of account the map names. */
export interface PermissionOverride {
  /** Method and path template, as the map spells them. */
  readonly calls: readonly string[];
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
    calls: ["GET /users/{id}/presence", "GET /communications/presences", "GET /communications/presences/{id}"],
    access: { least: "Presence.Read.All", higher: [], partial: [] },
    why: "The map flags Presence.Read, which reads one's own presence only; one's own is read as /me/presence.",
    source: "API page presence-get; note in the map",
  },
  {
    calls: [
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
    why: "The map copies the permissions of one's own calendars; listing the same events needs Group.Read.All.",
    source: groupSource,
  },
  {
    calls: [
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
    why: "The map copies the permissions of one's own calendars; creating the same events needs Group.ReadWrite.All.",
    source: groupSource,
  },
];

/** The operations with the overrides in force. */
export function withOverrides(operations: readonly GraphOperation[]): GraphOperation[] {
  const byCall = new Map(permissionOverrides.flatMap((override) => override.calls.map((call) => [call, override.access] as const)));
  return operations.map((operation) => {
    const access = byCall.get(`${operation.method} ${operation.path}`);
    if (!access) return operation;
    return { ...operation, work: operation.work && access, personal: operation.personal && access, basis: "override" };
  });
}
