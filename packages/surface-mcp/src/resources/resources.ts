import { CasementError } from "@casement/core";
import type { Host } from "@casement/host";
import type { ReadResourceResult, Resource, ResourceTemplate } from "@modelcontextprotocol/sdk/types.js";
import { fitResult } from "../results/fit-result.ts";
import { sensorJson } from "./sensor-json.ts";

const scheme = "casement://";
const mimeType = "application/json";
/** How many events a resource shows. */
const mostEvents = 100;

export const sensorUri = (id: string): string => `${scheme}${id}`;
export const eventsUri = (account: string): string => `${scheme}${account}/events`;

export const resourceTemplates: readonly ResourceTemplate[] = [
  { uriTemplate: `${scheme}{account}/{plugin}/{sensor}`, name: "sensor", description: "State and attributes of a sensor", mimeType },
  { uriTemplate: `${scheme}{account}/events`, name: "events", description: "The last events of an account, the newest first", mimeType },
];

/** Every sensor that is there, and the events of every account. */
export function listResources(host: Host): Resource[] {
  const sensors = host.sensors().filter(({ gone }) => !gone);
  return [
    ...sensors.map(({ id, title }) => ({ uri: sensorUri(id), name: id, title, mimeType })),
    ...host.accounts.map(({ name }) => ({ uri: eventsUri(name), name: `${name}/events`, title: `Last events of ${name}`, mimeType })),
  ];
}

/** @throws CasementError `sensor-unknown`, `account-unknown`, `not-found` */
export function readResource(host: Host, uri: string, maxResult?: number): ReadResourceResult {
  const content = contentOf(host, uri);
  const fitted = fitResult(content, maxResult) ?? { ...content, attributes: {}, cut: { attributes: "left out" } };
  return { contents: [{ uri, mimeType, text: JSON.stringify(fitted) }] };
}

function contentOf(host: Host, uri: string): Readonly<Record<string, unknown>> {
  const [account = "", plugin = "", sensor, ...rest] = uri.startsWith(scheme) ? uri.slice(scheme.length).split("/") : [];
  if (account === "" || plugin === "" || rest.length > 0)
    throw new CasementError("not-found", "A resource is named casement://account/plugin/sensor or casement://account/events.");
  const { name } = host.account(account);
  if (sensor !== undefined) return sensorJson(host.sensor(`${name}/${plugin}/${sensor}`));
  if (plugin !== "events") throw new CasementError("not-found", `Account ${name} has sensors and events, at casement://${name}/events.`);
  const { events } = host.events.after(undefined, Number.MAX_SAFE_INTEGER);
  // What is too long loses its end.
  const newest = events
    .filter((event) => event.account === name)
    .slice(-mostEvents)
    .reverse();
  return { events: newest.map(({ id, type, at, payload }) => ({ id, type, at, payload })) };
}
