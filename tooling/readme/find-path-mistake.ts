import { defaultHttp } from "../../packages/host/src/config/index.ts";
import { defaultRelayPort } from "../../packages/relay/src/server/relay-options.ts";
import { createMqttTopics } from "../../packages/surface-mqtt/src/mqtt-topics.ts";
import { findInputMistake } from "./find-command-mistake.ts";
import { findWordMistake } from "./find-word-mistake.ts";
import type { ProductNames } from "./product-names.ts";

/** Paths of the other servers in this repository, and of what the HTTP interface mounts. */
const otherPaths = [
  ...["/", "/dav/", "/dav/calendars/{account}/", "/ics/", "/.well-known/caldav", "/_control/{area}/{call}"],
  ...["/health", "/hubs/{key}/challenge", "/hubs/{key}/stream", "/notifications/{key}"],
];
/** The port of `graph-emulator`. */
const emulatorPort = 8366;
const ports = new Set([defaultHttp.port, defaultRelayPort, emulatorPort].map(String));
const ownFirstSegments = new Set(["dav", "ics", "hubs", "health"]);
/** Hosts of a hub in examples. Below `example.org`, it has a path. */
const hubHost =
  /^https?:\/\/(?:127\.0\.0\.1:\d+|localhost(?::\d+)?|192\.168\.\d+\.\d+:8365|(?:hub|casement)\.example\.(?:org|ts\.net)|hub\.test|nas\.local:\d+|example\.org\/casement)/;

const isOpen = (segment: string): boolean => /^(\{.*\}|<.*>|…|\+|\*|\$.*)$/.test(segment);
const segmentsOf = (path: string): readonly string[] => path.split("/").filter(Boolean);

/** Whether a path of a document is of a kind that a server of this product answers. */
export function isOwnPath(path: string, { routes }: ProductNames): boolean {
  const [first = ""] = segmentsOf(path.replace(/[?#].*$/, ""));
  return ownFirstSegments.has(first) || routes.some((route) => segmentsOf(route.path)[0] === first);
}

/** Checks `GET /api/v1/events?after=`, or a path alone. */
export async function findPathMistake(text: string, product: ProductNames): Promise<string | undefined> {
  const [, method, full = ""] = /^(?:([A-Z]+) )?(\S.*)$/.exec(text) ?? [];
  const [path = "", query = ""] = full.split("?");
  // The paths below it are the hub's own affair: programs find them by asking.
  if (path.startsWith("/dav/")) return undefined;
  const fits = (pattern: string) => fitsPattern(segmentsOf(path), segmentsOf(pattern), path.endsWith("/"));
  const routes = product.routes.filter((route) => fits(route.path) && (method === undefined || route.method === method));
  if (routes.length === 0 && (method === undefined || method === "GET" || method === "POST") && otherPaths.some(fits)) return undefined;
  if (routes.length === 0) return `there is no route ${text}`;
  const names = query.split("&").flatMap((pair) => pair.split("=")[0] || []);
  const unknown = names.find((name) => !routes.some((route) => route.anyQuery || Object.hasOwn(route.query ?? {}, name)));
  if (unknown !== undefined) return `${path} has no parameter "${unknown}"`;
  const service = /\/services\/([a-z][\w-]*\/[a-z][\w-]*)/.exec(path)?.[1];
  return service === undefined ? undefined : findInputMistake(service, []);
}

/** `begins`: the document shows only the beginning of the path. */
function fitsPattern(shown: readonly string[], pattern: readonly string[], begins: boolean): boolean {
  if (shown.at(-1) === "…") return fitsPattern(shown.slice(0, -1), pattern.slice(0, shown.length - 1), false);
  if (begins ? shown.length > pattern.length : shown.length !== pattern.length) return false;
  return shown.every((segment, at) => segment === pattern[at] || isOpen(segment) || isOpen(pattern[at] ?? ""));
}

/** Checks an address of a hub. Undefined for any other address. */
export async function findAddressMistake(address: string, product: ProductNames): Promise<string | undefined> {
  const host = hubHost.exec(address)?.[0];
  if (host === undefined) return undefined;
  const port = /^http:\/\/(?:127\.0\.0\.1|localhost):(\d+)/.exec(host)?.[1];
  if (port !== undefined && !ports.has(port)) return `nothing of this product has the default port ${port}`;
  const path = address.slice(host.length).replace(/#.*$/, "");
  if (port === String(emulatorPort)) return findWordMistake(path, product);
  return path === "" || path === "/" ? undefined : findPathMistake(path, product);
}

const topics = createMqttTopics("casement");
const account = topics.account("+");
const topicPatterns = [
  ...[topics.status, topics.hub, topics.lostEvents, account.status, account.problem, account.error, account.plugin("+")],
  ...[account.event("+", "+"), account.call("+/+"), account.notify("+/+"), account.notify("+/+", "+")],
  ...Object.values(account.sensor("+/+")),
].map(segmentsOf);

/** Checks a topic below `casement/`, with wildcards or without. */
export async function findTopicMistake(topic: string, { plugins }: ProductNames): Promise<string | undefined> {
  const shown = segmentsOf(topic);
  const rest = shown.at(-1) === "#" ? shown.slice(0, -1) : shown;
  const begins = rest.length < shown.length || shown.includes("+");
  const known = topicPatterns.some((pattern) => fitsPattern(rest, begins ? pattern.slice(0, rest.length) : pattern, false));
  if (!known) return `there is no topic ${topic}`;
  const [, , kind, plugin = "", name = ""] = shown;
  if (isOpen(plugin) || isOpen(name) || name === "") return undefined;
  if (kind === "call" || kind === "notify") return findInputMistake(`${plugin}/${name}`, []);
  return kind === "event" && !plugins.get(plugin)?.events.has(name) ? `there is no event "${plugin}/${name}"` : undefined;
}
