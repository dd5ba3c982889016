import { toWellFormed } from "@casement/core";
import type { Host } from "@casement/host";
import type { CompleteRequestParams, CompleteResult } from "@modelcontextprotocol/server";
import { type McpClient, maySeeSensor, mayUseAccount } from "../clients/mcp-client.ts";
import { cleanText } from "../results/clean-text.ts";
import type { AgentPrompt } from "./agent-prompt.ts";

/** Most suggestions in one answer (MCP). */
const maxSuggestions = 100;

/** Suggests values for an argument of a prompt, or a part of a resource's address, from what the client may see. Unknown ones have none. */
export function completeArgument(
  host: Host,
  client: McpClient,
  offered: readonly AgentPrompt[],
  { ref, argument, context }: CompleteRequestParams,
): CompleteResult {
  const { account, plugin } = context?.arguments ?? {};
  const known = ref.type === "ref/resource" ? addressParts(host, client, argument.name, account, plugin) : promptValues(ref.name);
  function promptValues(name: string): string[] {
    const suggests = offered.find((prompt) => prompt.name === name)?.arguments.find((field) => field.name === argument.name)?.suggests;
    if (suggests === "accounts") return accountNames(host, client);
    if (suggests === undefined) return [];
    return visibleSensors(host, client, account, suggests.sensorsOf).map(({ title }) => cleanText(toWellFormed(title)));
  }
  const values = rank([...new Set(known)], argument.value);
  return {
    completion: { values: values.slice(0, maxSuggestions), total: values.length, hasMore: values.length > maxSuggestions },
  };
}

/** Of `casement://{account}/{plugin}/{sensor}`. */
function addressParts(host: Host, client: McpClient, part: string, account: string | undefined, plugin: string | undefined): string[] {
  if (part === "account") return accountNames(host, client);
  if (part !== "plugin" && part !== "sensor") return [];
  return visibleSensors(host, client, account, plugin).map(({ id }) => id.split("/")[part === "plugin" ? 1 : 2] ?? "");
}

const accountNames = (host: Host, client: McpClient): string[] =>
  host.accounts.map(({ name }) => name).filter((name) => mayUseAccount(client, name));

const visibleSensors = (host: Host, client: McpClient, account: string | undefined, plugin: string | undefined) =>
  host.index().filter(({ id, gone }) => {
    const [ofAccount, ofPlugin] = id.split("/");
    return !gone && maySeeSensor(client, id) && (!account || ofAccount === account) && (!plugin || ofPlugin === plugin);
  });

/** Those that contain what was typed; first those that begin with it. */
function rank(values: readonly string[], typed: string): string[] {
  const wanted = typed.trim().toLowerCase();
  const positionOf = (value: string): number => value.toLowerCase().indexOf(wanted);
  return values.filter((value) => positionOf(value) >= 0).sort((a, b) => Math.sign(positionOf(a)) - Math.sign(positionOf(b)));
}
