import type { Clock } from "@casement/core";
import { checkFields } from "@casement/host";
import type { CallToolResult, Tool } from "@modelcontextprotocol/server";
import { requireAllowedRecipients } from "../clients/allowed-recipients.ts";
import { type CallNotes, DeclinedCall, runAudited } from "../clients/audited-call.ts";
import type { CallRate } from "../confirmation/call-rate.ts";
import { createServiceCall, mayNeedConfirmation, reachesOthersBy, type ServiceCall } from "../confirmation/call-rules.ts";
import { type ConfirmOptions, confirmCall, requireUnchanged, type UserQuestion } from "../confirmation/confirm-call.ts";
import type { ShortIds } from "../ids/short-ids.ts";
import { callDescribeTool, callSensorsTool, confirmTool, describeTool, sensorsTool } from "./builtin-tools.ts";
import { callService, requireTool, splitInput, type ToolCall } from "./call-tool.ts";
import { callEventsTool, eventsTool } from "./events-tool.ts";
import { isSameTool } from "./find-tool.ts";
import { type ServiceTool, serviceToolsOf } from "./service-tool.ts";
import { listTools } from "./tool-list.ts";

/** The tools of one connection. They change with the permissions. */
export interface ToolSet {
  /** `asksUser`: the client can ask its user, so that calls need no second step. */
  list(asksUser: boolean): Promise<Tool[]>;
  /** Of the services. */
  names(): Promise<ReadonlySet<string>>;
  /** Returns a question if the client must ask its user first. @throws CasementError any code of the host */
  call(call: ToolCall): Promise<CallToolResult | UserQuestion>;
  /** Runs the call of a question, if the user agreed to it. @throws CasementError `forbidden` if not, or any code of the host */
  answer(token: string, hasAgreed: boolean, call: ToolCall): Promise<CallToolResult>;
}

export interface ToolSetOptions extends ConfirmOptions {
  readonly callRate: CallRate;
  readonly shortIds: ShortIds;
  readonly clock: Clock;
}

const builtinTools = [sensorsTool, eventsTool, describeTool, confirmTool];

export function createToolSet({ callRate, shortIds, clock, ...options }: ToolSetOptions): ToolSet {
  const { host, client, rules, pendingCalls } = options;
  const currentServiceTools = async (): Promise<ServiceTool[]> =>
    serviceToolsOf(await host.services(), client).filter((tool) => !(rules.draftsOnly && tool.reachesOthers === "always"));

  /** @throws CasementError `forbidden`, `too-many-calls` */
  async function requireAllowed(call: ServiceCall): Promise<void> {
    if (client.recipients === undefined && client.messagesPerHour === undefined) return;
    if ((await reachesOthersBy(host, call)) && client.recipients !== undefined) requireAllowedRecipients(await call.preview(), client);
  }

  /** @throws CasementError `too-many-calls` */
  async function runNow(serviceCall: ServiceCall, call: ToolCall): Promise<CallToolResult> {
    if (client.messagesPerHour !== undefined && (await reachesOthersBy(host, serviceCall))) await callRate.countMessage(client);
    return callService(host, shortIds, serviceCall, call);
  }

  async function runPendingCall(token: string, call: ToolCall, { note, begin }: CallNotes): Promise<CallToolResult> {
    const { name, account, input, question } = pendingCalls.take(token, client);
    note({ tool: name, account });
    const tool = await requireTool(host, await currentServiceTools(), client, name);
    await begin({ tool: name, account, target: tool.target });
    const serviceCall = createServiceCall(host, { tool, account, input });
    await requireAllowed(serviceCall);
    await requireUnchanged(serviceCall, question);
    return runNow(serviceCall, call);
  }

  async function run(call: ToolCall, notes: CallNotes): Promise<CallToolResult | UserQuestion> {
    await callRate.countCall(client);
    const builtinTool = builtinTools.find(({ name }) => isSameTool(call.name, name));
    if (builtinTool) checkFields(builtinTool.name, builtinTool.inputSchema, call.input);
    if (builtinTool === eventsTool) return callEventsTool(host, shortIds, client, call.input, clock.now(), call.maxResult);
    if (builtinTool === sensorsTool) return callSensorsTool(host, shortIds, client, call.input, call.maxResult);
    const serviceTools = await currentServiceTools();
    if (builtinTool === describeTool) return callDescribeTool(host, serviceTools, call.input);
    if (builtinTool === confirmTool) return runPendingCall(String(call.input.token), call, notes);
    const tool = await requireTool(host, serviceTools, client, call.name);
    const { account, input } = splitInput(host, client, tool, call.input);
    notes.note({ account, target: tool.target });
    const serviceCall = createServiceCall(host, { tool, account, input: await shortIds.expand(account, input, tool.idField) });
    await notes.begin({ account, target: tool.target });
    await requireAllowed(serviceCall);
    return (await confirmCall(options, serviceCall, call.asksUser)) ?? runNow(serviceCall, call);
  }

  return {
    async list(asksUser) {
      const serviceTools = await currentServiceTools();
      const hasSecondStep = !asksUser && serviceTools.some((tool) => mayNeedConfirmation(tool, rules));
      return listTools(serviceTools, hasSecondStep ? builtinTools : builtinTools.filter((tool) => tool !== confirmTool));
    },
    names: async () => new Set((await currentServiceTools()).map(({ name }) => name)),
    call: (call) => runAudited(host, client, call.name, (notes) => run(call, notes)),
    answer: (token, hasAgreed, call) =>
      runAudited(host, client, call.name, async (notes) => {
        // The call was counted when it was asked about. Guesses of tokens are calls of their own.
        if (!pendingCalls.has(token, client)) await callRate.countCall(client);
        if (hasAgreed) return runPendingCall(token, call, notes);
        const { name, account } = pendingCalls.take(token, client);
        notes.note({ tool: name, account, target: name.split("_")[0] ?? "" });
        throw new DeclinedCall();
      }),
  };
}
