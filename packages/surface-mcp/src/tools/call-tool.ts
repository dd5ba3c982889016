import { CasementError, nearestName } from "@casement/core";
import type { Host } from "@casement/host";
import type { CallToolResult } from "@modelcontextprotocol/sdk/types.js";
import { toolResult } from "../results/tool-result.ts";
import { isObject } from "./compact-schema.ts";
import { moreField, type Tool, toolName } from "./tool.ts";

export interface ToolCall {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
  readonly progress?: ((done: number, of: number) => void) | undefined;
  readonly maxResult?: number | undefined;
}

/** Runs the service behind a tool. Throws what the host throws. */
export async function callTool(host: Host, tools: readonly Tool[], call: ToolCall): Promise<CallToolResult> {
  const tool = tools.find(({ name }) => name === call.name) ?? refuse(host, tools, call.name);
  const { account, input } = sorted(host, tool, call.input);
  const result = await host.account(account).call(tool.service, input, {
    via: "mcp",
    // Nothing that changes something is left half done because a client went away.
    ...(tool.effect === "read" && { signal: call.signal }),
    ...(call.progress && { progress: call.progress }),
  });
  return toolResult(tool.wrapped || !isObject(result) ? { result: result ?? null } : result, call.maxResult);
}

/** Which account is meant, and the service's own input. */
function sorted(host: Host, tool: Tool, given: Readonly<Record<string, unknown>>): { account: string; input: Record<string, unknown> } {
  const { accountField, accounts } = tool;
  const folded = moreField in tool.fields ? undefined : given[moreField];
  if (folded !== undefined && !isObject(folded))
    throw new CasementError("input-invalid", `${moreField} must be an object with the optional fields.`);
  const { [accountField]: wanted, ...rest } = { ...folded, ...given };
  if (folded !== undefined) delete rest[moreField];
  if (wanted === undefined || wanted === "") {
    const [only, second] = accounts;
    if (only !== undefined && second === undefined) return { account: only, input: rest };
    throw new CasementError("input-invalid", `Say for which account: give "${accountField}" one of ${accounts.join(", ")}.`);
  }
  return { account: host.account(String(wanted)).name, input: rest };
}

/** Why there is no such tool: not offered now, not for this caller, or not at all. */
function refuse(host: Host, tools: readonly Tool[], name: string): never {
  const same = host.services().filter(({ id }) => toolName(id) === name);
  if (same.some(({ offered }) => offered))
    throw new CasementError("forbidden", `This client may only read, and ${name} changes something. Connect with the hub's full token.`);
  const reason = same.find(({ reason }) => reason !== undefined)?.reason;
  if (same.length > 0) throw new CasementError("service-refused", `${name} is not offered now. ${reason ?? ""}`.trim());
  const near = nearestName(
    name,
    tools.map((tool) => tool.name),
  );
  throw new CasementError("service-unknown", `There is no tool ${name}. ${near ? `Did you mean ${near}?` : "List the tools anew."}`);
}
