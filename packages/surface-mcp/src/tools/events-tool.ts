import { invalidInput, machineTimeZone } from "@casement/core";
import { isInstant, parseInstant, startOfDay } from "@casement/graph-time";
import type { Host } from "@casement/host";
import type { CallToolResult, Tool } from "@modelcontextprotocol/server";
import { type McpClient, maySeePlugin, mayUseAccount, requireAccount } from "../clients/mcp-client.ts";
import type { ShortIds } from "../ids/short-ids.ts";
import { toToolResult } from "../results/tool-result.ts";

/** What happened, as a tool: many clients do not show resources to the model. */
export const eventsTool: Tool = {
  name: "casement_events",
  description: "List what happened since a time, newest first: mails, changes of events and tasks, …",
  inputSchema: {
    type: "object",
    properties: {
      since: { type: "string", description: "ISO 8601 or an age (24h, 7d); default 24h" },
      types: { type: "array", items: { type: "string" }, description: "email, todo/task-completed, …" },
      account: { type: "string" },
      cursor: { type: "string", description: "cursor of the previous page" },
    },
  },
  outputSchema: { type: "object", properties: { events: { type: "array" } } },
  annotations: { readOnlyHint: true, openWorldHint: false },
};

/** Events of one page. */
const maxEvents = 50;
const unitsMs = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const;

export async function callEventsTool(
  host: Host,
  shortIds: ShortIds,
  client: McpClient,
  { since = "24h", types, account, cursor }: Readonly<Record<string, unknown>>,
  now: Date,
  maxResult: number | undefined,
): Promise<CallToolResult> {
  const name = account === undefined || account === "" ? undefined : String(account);
  if (name !== undefined) requireAccount(host, client, name);
  const zone = (name === undefined ? undefined : host.account(name).options.timeZone) ?? machineTimeZone();
  const from = beginningOf(String(since), zone, now);
  const before = cursor === undefined || cursor === "" ? Number.POSITIVE_INFINITY : idOf(String(cursor));
  const wanted = types === undefined ? undefined : wantedTypes(types);
  const { events } = await host.events.after(undefined, { ...(name !== undefined && { account: name }), limit: Number.MAX_SAFE_INTEGER });
  const found = events.filter((event) => {
    const [plugin = ""] = event.type.split("/");
    if (!mayUseAccount(client, event.account) || !maySeePlugin(client, plugin)) return false;
    return (
      Number(event.id) < before && Date.parse(event.at) >= from && (wanted?.some((type) => type === plugin || type === event.type) ?? true)
    );
  });
  const page = found.slice(-maxEvents).reverse();
  const last = found.length > maxEvents ? page.at(-1) : undefined;
  const shown = await Promise.all(
    page.map(async ({ type, at, account, payload }) => ({ type, at, account, payload: await shortIds.shorten(account, payload) })),
  );
  return toToolResult({ events: shown, ...(last && { cursor: last.id }) }, "microsoft", maxResult);
}

/** In milliseconds since 1970. A date or a time without an offset is in `zone`. */
function beginningOf(since: string, zone: string, now: Date): number {
  const [, count, unit] = /^(\d{1,6})([mhdw])$/.exec(since) ?? [];
  if (unit !== undefined) return now.getTime() - Number(count) * unitsMs[unit as keyof typeof unitsMs];
  if (!/^\d{4}-\d\d-\d\d/.test(since) || !isInstant(since))
    throw invalidInput("since", "must be a date (2026-03-29), a date-time (2026-03-29T09:00), or an age such as 24h or 7d");
  return (since.length === 10 ? startOfDay(since, zone) : parseInstant(since, zone)).getTime();
}

function wantedTypes(types: unknown): readonly string[] {
  if (Array.isArray(types) && types.every((type) => typeof type === "string")) return types;
  throw invalidInput("types", "must be a list of plugins (email) or types of events (email/message-received)");
}

function idOf(cursor: string): number {
  if (!/^\d{1,16}$/.test(cursor)) throw invalidInput("cursor", "is not the `cursor` of a previous page");
  return Number(cursor);
}
