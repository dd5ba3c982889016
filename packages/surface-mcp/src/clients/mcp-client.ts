import { CasementError } from "@casement/core";
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

/** @throws CasementError `forbidden` */
export function requireAccount(client: McpClient, account: string): void {
  if (mayUseAccount(client, account)) return;
  throw new CasementError("forbidden", `The access of this client is only for: ${client.accounts?.join(", ")}. Nothing was done.`);
}

const includedEffects = { read: ["read"], add: ["read", "add"], change: ["read", "add", "change", "remove"] } as const;

export const allowsEffect = ({ access }: McpClient, effect: "read" | "add" | "change" | "remove"): boolean =>
  (includedEffects[access] as readonly string[]).includes(effect);

/** `-` and `_` can be exchanged, as in calls. */
export const allowsTool = ({ tools }: McpClient, name: string): boolean =>
  tools?.some((pattern) => matchesPattern(toPlain(pattern), toPlain(name))) ?? true;

const toPlain = (name: string): string => name.toLowerCase().replaceAll("-", "_");

function matchesPattern(pattern: string, name: string): boolean {
  const source = pattern.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${source.join(".*")}$`).test(name);
}

/** Whether a sensor or event of the plugin may be read. The account's own events have no content. */
export function maySeePlugin({ tools }: McpClient, plugin: string): boolean {
  if (plugin === "account") return true;
  return tools?.some((pattern) => matchesPattern(toPlain(pattern).split("_")[0] ?? "", toPlain(plugin).split("_")[0] ?? "")) ?? true;
}

/** Whether a sensor with this full id may be read. */
export function maySeeSensor(client: McpClient, id: string): boolean {
  const [account = "", plugin = ""] = id.split("/");
  return mayUseAccount(client, account) && maySeePlugin(client, plugin);
}
