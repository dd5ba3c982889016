import { CasementError } from "@casement/core";
import type { Host } from "@casement/host";
import type { McpAccess } from "../mcp-options.ts";

/** A client, and what its access allows. What is omitted is not limited. */
export interface McpClient {
  /** The name of its access. The audit log and pending confirmations know the client by it. */
  readonly name: string;
  /** `add`: it can also make new things, such as events and messages. `change`: it can also change and remove what exists. */
  readonly access: "read" | "add" | "change";
  readonly accounts?: readonly string[] | undefined;
  /** Names of tools, with `*` for any text: `calendar_*`. Sensors and events are those of the plugins that the patterns name. */
  readonly tools?: readonly string[] | undefined;
  /** Addresses, and domains such as `@example.com`, that mail and invitations may go to. */
  readonly recipients?: readonly string[] | undefined;
  readonly callsPerHour?: number | undefined;
  /** Calls that reach other people. */
  readonly messagesPerHour?: number | undefined;
}

/** The holder of one of the hub's tokens, or a program on this machine. */
export const tokenClient = (access: McpAccess): McpClient =>
  access === "full" ? { name: "the hub's token", access: "change" } : { name: "the hub's token, read-only", access: "read" };

/** Whether two have the same name and the same limits. An access can be replaced by another of its name. */
export const isSameClient = (one: McpClient, other: McpClient): boolean => one === other || clientKeyOf(one) === clientKeyOf(other);

export const clientKeyOf = (client: McpClient): string => JSON.stringify(Object.entries(client).sort(([a], [b]) => (a < b ? -1 : 1)));

export const mayUseAccount = ({ accounts }: McpClient, account: string): boolean => accounts?.includes(account) ?? true;

/** Errors name only accounts that the client may use. @throws CasementError `forbidden`, `account-unknown` */
export function requireAccount(host: Host, client: McpClient, account: string): void {
  const accounts = host.accounts.map(({ name }) => name).filter((name) => mayUseAccount(client, name));
  if (accounts.includes(account)) return;
  if (mayUseAccount(client, account))
    throw new CasementError("account-unknown", `There is no such account. There are: ${accounts.join(", ") || "none"}.`);
  throw new CasementError("forbidden", `The access of this client is only for: ${client.accounts?.join(", ")}. Nothing was done.`);
}

const includedEffects = { read: ["read"], add: ["read", "add"], change: ["read", "add", "change", "remove"] } as const;

export const allowsEffect = ({ access }: McpClient, effect: "read" | "add" | "change" | "remove"): boolean =>
  (includedEffects[access] as readonly string[]).includes(effect);

/**
 * Whether a pattern names the tool of a service (`plugin/service`). `-` and `_` can be exchanged, as in calls. The plugin of a pattern is the whole
 * plugin: `group_*` is not for the tools of `group-calendar`.
 */
export const allowsTool = ({ tools }: McpClient, service: string): boolean =>
  tools?.some((pattern) => matchesService(pattern, service)) ?? true;

function matchesService(pattern: string, service: string): boolean {
  const [plugin = "", name = ""] = service.split("/");
  const splits = splitsOf(pattern);
  // `calendar*` and `*` do not say where the plugin's name ends.
  if (splits.length === 0) return matchesText(pattern, `${plugin}_${name}`);
  return splits.some(([ofPlugin, ofService]) => matchesText(ofPlugin, plugin) && matchesText(ofService, name));
}

/** A pattern as a plugin and a service. Names of tools have one `_`; where `-` and `_` were exchanged, in all ways in which it can be read. */
function splitsOf(pattern: string): [plugin: string, service: string][] {
  const separators = pattern.split("_").length === 2 ? /_/g : /[-_]/g;
  return [...pattern.matchAll(separators)].map(({ index }) => [pattern.slice(0, index), pattern.slice(index + 1)]);
}

const toPlain = (name: string): string => name.toLowerCase().replaceAll("-", "_");

function matchesText(pattern: string, text: string): boolean {
  const source = toPlain(pattern)
    .split("*")
    .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${source.join(".*")}$`).test(toPlain(text));
}

/** Whether a sensor or event of the plugin may be read. The account's own events have no content. */
export function maySeePlugin({ tools }: McpClient, plugin: string): boolean {
  if (plugin === "account") return true;
  const names = (pattern: string): boolean => {
    const splits = splitsOf(pattern);
    return splits.length > 0 ? splits.some(([ofPlugin]) => matchesText(ofPlugin, plugin)) : matchesText(pattern, `${plugin}_`);
  };
  return tools?.some(names) ?? true;
}

/** Whether a sensor with this full id may be read. */
export function maySeeSensor(client: McpClient, id: string): boolean {
  const [account = "", plugin = ""] = id.split("/");
  return mayUseAccount(client, account) && maySeePlugin(client, plugin);
}
