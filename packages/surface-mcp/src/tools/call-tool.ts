import { CasementError, nearestName } from "@casement/core";
import type { Host } from "@casement/host";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { toToolResult } from "../results/tool-result.ts";
import { isObject } from "./compact-schema.ts";
import { moreField, type ServiceTool, toolNameOf } from "./service-tool.ts";

export interface ToolCall {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
  readonly reportProgress?: ((progress: number, total: number) => void) | undefined;
  readonly maxResult?: number | undefined;
}

/** Calls the service of a tool. @throws CasementError any code of the host */
export async function callTool(host: Host, serviceTools: readonly ServiceTool[], call: ToolCall): Promise<CallToolResult> {
  const tool = serviceTools.find(({ name }) => name === call.name) ?? throwUnavailable(host, serviceTools, call.name);
  const { account, input } = splitInput(host, tool, call.input);
  const result = await host.account(account).call(tool.service, input, {
    via: "mcp",
    // A change is completed even if the client cancels or disconnects.
    ...(tool.effect === "read" && { signal: call.signal }),
    ...(call.reportProgress && { progress: call.reportProgress }),
  });
  return toToolResult(tool.isWrapped || !isObject(result) ? { result: result ?? null } : result, call.maxResult);
}

/** Separates the account from the service's own input. */
function splitInput(
  host: Host,
  tool: ServiceTool,
  toolInput: Readonly<Record<string, unknown>>,
): { account: string; input: Record<string, unknown> } {
  const { accountField, accounts } = tool;
  const moreFields = moreField in tool.fields ? undefined : toolInput[moreField];
  if (moreFields !== undefined && !isObject(moreFields))
    throw new CasementError("input-invalid", `${moreField} must be an object with the optional fields.`);
  const { [accountField]: account, ...input } = { ...moreFields, ...toolInput };
  if (moreFields !== undefined) delete input[moreField];
  if (account === undefined || account === "") {
    const [onlyAccount, secondAccount] = accounts;
    if (onlyAccount !== undefined && secondAccount === undefined) return { account: onlyAccount, input };
    throw new CasementError("input-invalid", `Several accounts offer this tool. Set "${accountField}" to one of: ${accounts.join(", ")}.`);
  }
  return { account: host.account(String(account)).name, input };
}

/** @throws CasementError `forbidden`, `service-refused` or `service-unknown`, with the reason why there is no such tool */
function throwUnavailable(host: Host, serviceTools: readonly ServiceTool[], name: string): never {
  const services = host.services().filter(({ id }) => toolNameOf(id) === name);
  if (services.some(({ offered }) => offered))
    throw new CasementError(
      "forbidden",
      `${name} changes something, and this client has read-only access. Connect with the hub's full token.`,
    );
  const reason = services.find(({ reason }) => reason !== undefined)?.reason;
  if (services.length > 0) throw new CasementError("service-refused", `${name} is not available now. ${reason ?? ""}`.trim());
  const similarName = nearestName(
    name,
    serviceTools.map((tool) => tool.name),
  );
  throw new CasementError(
    "service-unknown",
    `There is no tool ${name}. ${similarName ? `Did you mean ${similarName}?` : "List the tools again."}`,
  );
}
