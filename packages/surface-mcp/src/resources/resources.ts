import { CasementError, toWellFormed } from "@casement/core";
import type { Host } from "@casement/host";
import type { ReadResourceResult, Resource, ResourceTemplateType } from "@modelcontextprotocol/server";
import { type McpClient, maySeePlugin, maySeeSensor, mayUseAccount, requireAccount } from "../clients/mcp-client.ts";
import { cleanText } from "../results/clean-text.ts";
import { fitResult } from "../results/fit-result.ts";
import { markUntrusted } from "../results/tool-result.ts";
import { toShortSensor } from "./short-sensor.ts";
import { readVisibleSensor } from "./visible-sensor.ts";

const scheme = "casement://";
const mimeType = "application/json";
/** Most events in one resource. */
const maxEvents = 100;

export const toSensorUri = (id: string): string => `${scheme}${id}`;
export const toEventsUri = (account: string): string => `${scheme}${account}/events`;

export const resourceTemplates: readonly ResourceTemplateType[] = [
  { uriTemplate: `${scheme}{account}/{plugin}/{sensor}`, name: "sensor", description: "State and attributes of a sensor", mimeType },
  { uriTemplate: `${scheme}{account}/events`, name: "events", description: "The latest events of an account, newest first", mimeType },
];

/** What the client may see: every sensor except those that disappeared, and the events of every account. */
export function listResources(host: Host, client: McpClient): Resource[] {
  const sensors = host.index().filter(({ id, gone }) => !gone && maySeeSensor(client, id));
  const accounts = host.accounts.filter(({ name }) => mayUseAccount(client, name));
  return [
    ...sensors.map(({ id, title }) => ({ uri: toSensorUri(id), name: id, title: cleanText(toWellFormed(title)), mimeType })),
    ...accounts.map(({ name }) => ({ uri: toEventsUri(name), name: `${name}/events`, title: `Latest events of ${name}`, mimeType })),
  ];
}

/** Whether a client is told that the resource changed. */
export function maySeeResource(client: McpClient, uri: string): boolean {
  const [account = "", plugin = "", sensor] = uri.slice(scheme.length).split("/");
  return mayUseAccount(client, account) && (sensor === undefined || maySeePlugin(client, plugin));
}

/** @throws CasementError `sensor-unknown`, `account-unknown`, `not-found`, `forbidden` */
export async function readResource(host: Host, client: McpClient, uri: string, maxResult?: number): Promise<ReadResourceResult> {
  const content = markUntrusted(await contentOf(host, client, uri));
  const fitted = fitResult(content, maxResult) ?? { ...content, attributes: {}, cut: { attributes: "omitted" } };
  return { contents: [{ uri, mimeType, text: JSON.stringify(fitted) }] };
}

async function contentOf(host: Host, client: McpClient, uri: string): Promise<Readonly<Record<string, unknown>>> {
  const [account = "", plugin = "", sensor, ...rest] = uri.startsWith(scheme) ? uri.slice(scheme.length).split("/") : [];
  if (account === "" || plugin === "" || rest.length > 0)
    throw new CasementError(
      "not-found",
      "The resource's address is not valid. Use casement://account/plugin/sensor or casement://account/events.",
    );
  requireAccount(host, client, account);
  const name = account;
  if (sensor !== undefined) return toShortSensor(await readVisibleSensor(host, client, `${name}/${plugin}/${sensor}`));
  if (plugin !== "events")
    throw new CasementError(
      "not-found",
      `Account ${name} has no such resource. Use casement://${name}/plugin/sensor or casement://${name}/events.`,
    );
  const { events } = await host.events.after(undefined, { account: name, limit: Number.MAX_SAFE_INTEGER });
  // Newest first, because a long list loses its end.
  const visible = events.filter(({ type }) => maySeePlugin(client, type.split("/")[0] ?? ""));
  const newest = visible.slice(-maxEvents).reverse();
  return { events: newest.map(({ id, type, at, payload }) => ({ id, type, at, payload })) };
}
