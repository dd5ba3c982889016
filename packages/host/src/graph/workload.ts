import { unquoteKeys } from "./request-target.ts";

/** The parts of Microsoft 365 that Graph throttles separately. */
export type Workload = "outlook" | "todo" | "chat" | "presence" | "groups" | "users" | "other";

const outlook =
  "messages mailfolders sendmail events calendar calendars calendargroups calendarview reminderview mailboxsettings outlook contacts " +
  "contactfolders inferenceclassification findmeetingtimes getmailtips";
const resources = new Map<string, Workload>([
  ...outlook.split(" ").map((name) => [name, "outlook"] as const),
  ["todo", "todo"],
  ["chats", "chat"],
  ["joinedteams", "chat"],
  ["teamwork", "chat"],
  ["presence", "presence"],
  ["memberof", "groups"],
  ["transitivememberof", "groups"],
]);
const roots = new Map<string, Workload>([
  ["chats", "chat"],
  ["teams", "chat"],
  ["communications", "presence"],
  ["groups", "groups"],
]);

/** The workload that serves a path. A `Retry-After` pauses only this workload. */
export function workloadOf(path: string): Workload {
  const [root = "", ...rest] = unquoteKeys(path.toLowerCase())
    .replace(/\([^)]*\)/g, "")
    .slice(1)
    .split("/");
  if (root !== "me" && root !== "users") return roots.get(root) ?? "other";
  const resource = root === "me" ? rest[0] : rest[1];
  return resource === undefined ? "users" : (resources.get(resource) ?? "users");
}
