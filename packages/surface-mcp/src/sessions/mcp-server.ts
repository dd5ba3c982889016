import { CasementError, type Clock } from "@casement/core";
import type { Host } from "@casement/host";
import {
  type CallToolResult,
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  ProtocolError,
  ProtocolErrorCode,
  type ReadResourceResult,
  ResourceNotFoundError,
  Server,
  type ServerContext,
} from "@modelcontextprotocol/server";
import { runAudited } from "../clients/audited-call.ts";
import type { McpClient } from "../clients/mcp-client.ts";
import { isUserQuestion } from "../confirmation/confirm-call.ts";
import { writeInstructions } from "../instructions.ts";
import type { AgentPrompt } from "../prompts/agent-prompt.ts";
import { completeArgument } from "../prompts/complete-argument.ts";
import { offeredPrompts, toListedPrompt, writePrompt } from "../prompts/prompt-set.ts";
import { listResources, readResource, resourceTemplates } from "../resources/resources.ts";
import { toErrorResult } from "../results/tool-result.ts";
import { createToolSet, type ToolSetOptions } from "../tools/tool-set.ts";
import { type CallParams, callParams } from "./call-params.ts";
import { type CallProgress, createCallProgress } from "./call-progress.ts";

export interface McpServerOptions extends Omit<ToolSetOptions, "client"> {
  readonly host: Host;
  readonly clock: Clock;
  readonly version: string;
  readonly prompts: readonly AgentPrompt[];
  readonly maxResult: number | undefined;
  /** Calls of all connections. */
  readonly runningCalls: Set<Promise<unknown>>;
}

/** Answers requests of both eras of the protocol. It ends when its transport closes. */
export function createMcpServer(options: McpServerOptions, client: McpClient): Server {
  const { host, clock, version, maxResult, runningCalls } = options;
  const capabilities = {
    tools: { listChanged: true },
    resources: { subscribe: true, listChanged: true },
    prompts: { listChanged: true },
    completions: {},
  };
  const server = new Server(
    { name: "casement", title: "Casement", version },
    { capabilities, instructions: writeInstructions(host, client) },
  );
  const toolSet = createToolSet({ ...options, client });
  const asksUser = (): boolean => canAskInForm(server.getClientCapabilities()?.elicitation);

  async function handleCall({ name, arguments: input }: CallParams, context: ServerContext): Promise<CallToolResult | InputRequiredResult> {
    const progress = createCallProgress(clock, context);
    try {
      return await runCall(name, input, context, progress?.report);
    } finally {
      progress?.end();
    }
  }

  async function runCall(
    name: string,
    input: CallParams["arguments"],
    context: ServerContext,
    reportProgress: CallProgress["report"] | undefined,
  ): Promise<CallToolResult | InputRequiredResult> {
    const call = {
      name,
      input,
      signal: context.mcpReq.signal,
      maxResult,
      asksUser: asksUser(),
      reportProgress,
    };
    const answer = inputResponse(context.mcpReq.inputResponses, question);
    if (answer.kind === "elicit") return toolSet.answer(String(context.mcpReq.requestState()), answer.action === "accept", call);
    const outcome = await toolSet.call(call);
    if (!isUserQuestion(outcome)) return outcome;
    const elicitation = inputRequired.elicit({ message: outcome.question, requestedSchema: noFields });
    return inputRequired({ inputRequests: { [question]: elicitation }, requestState: outcome.token });
  }

  server.setRequestHandler("tools/list", async () => ({ tools: await toolSet.list(asksUser()) }));
  server.setRequestHandler("tools/call", { params: callParams }, (params, context) => {
    const call = handleCall(params, context).catch(toErrorResult);
    runningCalls.add(call);
    return call.finally(() => runningCalls.delete(call));
  });
  server.setRequestHandler("resources/list", () => ({ resources: listResources(host, client) }));
  server.setRequestHandler("resources/templates/list", () => ({ resourceTemplates: [...resourceTemplates] }));
  server.setRequestHandler("resources/read", ({ params }) => withMcpErrors(params.uri, () => readAudited(options, client, params.uri)));
  const currentPrompts = async (): Promise<AgentPrompt[]> => offeredPrompts(options.prompts, await toolSet.names());
  server.setRequestHandler("prompts/list", async () => ({ prompts: (await currentPrompts()).map(toListedPrompt) }));
  server.setRequestHandler("prompts/get", async ({ params }) => writePrompt(await currentPrompts(), params));
  server.setRequestHandler("completion/complete", async ({ params }) => completeArgument(host, client, await currentPrompts(), params));
  return server;
}

/** Whether a client can ask its user here. Some can only send them to a page. `{}` is of a revision without pages. */
const canAskInForm = (elicitation: { readonly form?: unknown; readonly url?: unknown } | undefined): boolean =>
  elicitation !== undefined && (elicitation.form !== undefined || elicitation.url === undefined);

/** Reading is counted and recorded like a call of a tool. */
const readAudited = ({ host, callRate, maxResult }: McpServerOptions, client: McpClient, uri: string): Promise<ReadResourceResult> =>
  runAudited(host, client, "resources/read", async ({ note }) => {
    await callRate.countRead(client);
    const result = await readResource(host, client, uri, maxResult);
    const [account = "", target = ""] = uri.slice("casement://".length).split("/");
    note({ account, target });
    return result;
  });

/** The key under which a client returns its user's answer. */
const question = "agree";
/** The person agrees or not; there is nothing to fill in. */
const noFields = { type: "object" as const, properties: {} };

/** @throws ProtocolError */
export async function withMcpErrors<T>(uri: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!CasementError.is(error)) throw new ProtocolError(ProtocolErrorCode.InternalError, "An internal error occurred in the hub.");
    if (error.code === "too-many-calls") throw new ProtocolError(ProtocolErrorCode.InvalidRequest, `${error.code}: ${error.message}`);
    throw new ResourceNotFoundError(uri, error.message);
  }
}
