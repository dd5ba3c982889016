import { CasementError } from "@casement/core";
import type { Host } from "@casement/host";
import type { ReadResourceResult, Resource, ResourceTemplate } from "@modelcontextprotocol/sdk/types.js";
import { fitResult } from "../results/fit-result.ts";
import { toSensorJson } from "./sensor-json.ts";

const scheme = "casement://";
const mimeType = "application/json";
/** Most events in one resource. */
const maxEvents = 100;

export const toSensorUri = (id: string): string => `${scheme}${id}`;
export const toEventsUri = (account: string): string => `${scheme}${account}/events`;

export const resourceTemplates: readonly ResourceTemplate[] = [
  { uriTemplate: `${scheme}{account}/{plugin}/{sensor}`, name: "sensor", description: "State and attributes of a sensor", mimeType },
  { uriTemplate: `${scheme}{account}/events`, name: "events", description: "The latest events of an account, newest first", mimeType },
];

/** Every sensor except those that disappeared, and the events of every account. */
export function listResources(host: Host): Resource[] {
  const sensors = host.sensors().filter(({ gone }) => !gone);
  return [
    ...sensors.map(({ id, title }) => ({ uri: toSensorUri(id), name: id, title, mimeType })),
    ...host.accounts.map(({ name }) => ({ uri: toEventsUri(name), name: `${name}/events`, title: `Latest events of ${name}`, mimeType })),
  ];
}

/** @throws CasementError `sensor-unknown`, `account-unknown`, `not-found` */
export function readResource(host: Host, uri: string, maxResult?: number): ReadResourceResult {
  const content = contentOf(host, uri);
  const fitted = fitResult(content, maxResult) ?? { ...content, attributes: {}, cut: { attributes: "omitted" } };
  return { contents: [{ uri, mimeType, text: JSON.stringify(fitted) }] };
}

function contentOf(host: Host, uri: string): Readonly<Record<string, unknown>> {
  const [account = "", plugin = "", sensor, ...rest] = uri.startsWith(scheme) ? uri.slice(scheme.length).split("/") : [];
  if (account === "" || plugin === "" || rest.length > 0)
    throw new CasementError(
      "not-found",
      "The resource's address is not valid. Use casement://account/plugin/sensor or casement://account/events.",
    );
  const { name } = host.account(account);
  if (sensor !== undefined) return toSensorJson(host.sensor(`${name}/${plugin}/${sensor}`));
  if (plugin !== "events")
    throw new CasementError(
      "not-found",
      `Account ${name} has no such resource. Use casement://${name}/plugin/sensor or casement://${name}/events.`,
    );
  const { events } = host.events.after(undefined, Number.MAX_SAFE_INTEGER);
  // Newest first, because a long list loses its end.
  const newest = events
    .filter((event) => event.account === name)
    .slice(-maxEvents)
    .reverse();
  return { events: newest.map(({ id, type, at, payload }) => ({ id, type, at, payload })) };
}
