import { CasementError } from "@casement/core";
import type { Host } from "@casement/host";
import type { CallToolResult } from "@modelcontextprotocol/server";
import { allowsEffect, type McpClient, mayUseAccount, requireAccount } from "../clients/mcp-client.ts";
import type { ServiceCall } from "../confirmation/call-rules.ts";
import type { ShortIds } from "../ids/short-ids.ts";
import { toToolResult } from "../results/tool-result.ts";
import { isObject } from "./compact-schema.ts";
import { findTool, isSameTool, toUnknownToolError } from "./find-tool.ts";
import { type ServiceTool, toolNameOf } from "./service-tool.ts";

export interface ToolCall {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
  readonly reportProgress?: ((progress: number, total: number) => void) | undefined;
  readonly maxResult?: number | undefined;
  /** The client can ask its user. */
  readonly asksUser: boolean;
}

/** @throws CasementError `service-unknown`, `service-refused`, `forbidden` */
export const requireTool = async (
  host: Host,
  serviceTools: readonly ServiceTool[],
  client: McpClient,
  name: string,
): Promise<ServiceTool> => findTool(serviceTools, name) ?? (await throwUnavailable(host, serviceTools, client, name));

/** @throws CasementError any code of the host */
export async function callService(
  host: Host,
  shortIds: ShortIds,
  { tool, account, input }: ServiceCall,
  call: ToolCall,
): Promise<CallToolResult> {
  const result = await host.account(account).call(tool.service, input, {
    via: "mcp",
    // A change is completed even if the client cancels or disconnects.
    ...(tool.effect === "read" && { signal: call.signal }),
    ...(call.reportProgress && { progress: call.reportProgress }),
  });
  const output = tool.isWrapped || !isObject(result) ? { result: result ?? null } : result;
  return toToolResult(await shortIds.shorten(account, output), tool.isLocal ? "hub" : "microsoft", call.maxResult);
}

/** Separates the account from the service's own input. @throws CasementError `input-invalid`, `account-unknown`, `forbidden` */
export function splitInput(
  host: Host,
  client: McpClient,
  tool: ServiceTool,
  toolInput: Readonly<Record<string, unknown>>,
): { account: string; input: Record<string, unknown> } {
  const { [tool.accountField]: account, ...input } = withoutBlanks(tool, toolInput);
  const sensor = parseSensorId(tool, input.sensor);
  const name = account === undefined || account === "" ? (sensor?.account ?? onlyAccountOf(tool)) : String(account);
  requireAccount(host, client, name);
  return { account: name, input: sensor?.account === name ? { ...input, sensor: sensor.name } : input };
}

/**
 * Without the optional texts that are empty. Where a library made the schema strict, a model must give every field, and gives "" for those that it
 * has no use for. Not for tools that change what exists: there, an empty text can be the change.
 */
function withoutBlanks({ effect, required }: ServiceTool, input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (effect !== "read" && effect !== "add") return input;
  return Object.fromEntries(Object.entries(input).filter(([name, value]) => value !== "" || required.includes(name)));
}

function onlyAccountOf({ accounts, accountField }: ServiceTool): string {
  const [onlyAccount, secondAccount] = accounts;
  if (onlyAccount !== undefined && secondAccount === undefined) return onlyAccount;
  throw new CasementError("input-invalid", `Several accounts offer this tool. Set "${accountField}" to one of: ${accounts.join(", ")}.`);
}

/** Models pass the ID that casement_sensors returns, `account/plugin/sensor`. Undefined for any other text. */
function parseSensorId({ service, accounts }: ServiceTool, sensor: unknown): { account: string; name: string } | undefined {
  const [account = "", plugin, name, ...rest] = typeof sensor === "string" ? sensor.split("/") : [];
  if (!name || rest.length > 0 || plugin !== service.split("/")[0] || !accounts.includes(account)) return undefined;
  return { account, name };
}

/** @throws CasementError `forbidden`, `service-refused` or `service-unknown`, with the reason why there is no such tool */
async function throwUnavailable(host: Host, serviceTools: readonly ServiceTool[], client: McpClient, name: string): Promise<never> {
  const services = (await host.services()).filter(({ id, account }) => mayUseAccount(client, account) && isSameTool(toolNameOf(id), name));
  if (services.some(({ offered }) => offered))
    throw new CasementError(
      "forbidden",
      services.every(({ effect }) => allowsEffect(client, effect))
        ? `The access of this client does not include ${name}. A person can give it other access in the dashboard.`
        : `${name} changes something, and this client has ${client.access === "read" ? "read-only access" : "access that can only add"}. A person can give it other access in the dashboard.`,
    );
  const reason = services.find(({ reason }) => reason !== undefined)?.reason;
  if (services.length > 0) throw new CasementError("service-refused", `${name} is not available now. ${reason ?? ""}`.trim());
  throw toUnknownToolError(serviceTools, name);
}
