import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** A tool as an adapter gave it to the model. */
export interface GivenTool {
  readonly name: string;
  /** JSON Schema, or what the model's API has instead of it. */
  readonly schema: Record<string, any>;
  readonly isStrict: boolean;
}

/** Stands in for the APIs of OpenAI, Anthropic and Gemini: a model that calls one tool, and what the hub then asks for. */
export interface FakeModel extends AsyncDisposable {
  readonly address: string;
  /** Of the last request that had some. */
  tools(): readonly GivenTool[];
}

interface Turn {
  readonly tools: readonly GivenTool[];
  /** The result of the last tool call, as text. */
  readonly result: string | undefined;
}

interface WireFormat {
  readTurn(body: any): Turn;
  writeCall(name: string, input: object): object;
  writeText(text: string): object;
}

/** `input`: of the tool's first call. A call that needs confirmation gets the second step, as if the user agreed. */
export async function startFakeModel(tool: string, input: object): Promise<FakeModel> {
  let tools: readonly GivenTool[] = [];
  const respond = (format: WireFormat, body: unknown): object => {
    const turn = format.readTurn(body);
    if (turn.tools.length > 0) tools = turn.tools;
    if (turn.result === undefined)
      return format.writeCall(tool, { ...blankFieldsOf(turn.tools.find(({ name }) => name === tool)), ...input });
    const [, token] = /the token (\w+) within/.exec(turn.result) ?? [];
    return token === undefined ? format.writeText(turn.result) : format.writeCall("casement_confirm", { token });
  };
  const server = createServer(async (request, response) => {
    const format = formats.find(({ path }) => path.test(request.url ?? ""))?.format;
    const answer = format ? respond(format, JSON.parse(await readBody(request))) : { error: { message: `No model at ${request.url}` } };
    response.writeHead(format ? 200 : 404, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tools: () => tools,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

/** A strict conversion makes every field required. A model then fills in those that it has no use for. */
function blankFieldsOf(tool: GivenTool | undefined): Record<string, unknown> {
  if (!tool?.isStrict) return {};
  const required: readonly string[] = tool.schema.required ?? [];
  return Object.fromEntries(required.map((name) => [name, blankOf(tool.schema.properties[name])]));
}

function blankOf({ type, enum: choices }: { type?: string | readonly string[]; enum?: readonly unknown[] }): unknown {
  if (choices) return choices[0];
  const types = [type].flat();
  const blanks: Readonly<Record<string, unknown>> = {
    null: null,
    array: [],
    string: "",
    boolean: false,
    integer: 0,
    number: 0,
    object: {},
  };
  return blanks[Object.keys(blanks).find((name) => types.includes(name)) ?? "string"];
}

/** Unique, as libraries require. */
const newCallId = (): string => `call_${randomUUID().replaceAll("-", "")}`;

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

const chatCompletions: WireFormat = {
  readTurn({ tools = [], messages }) {
    const last = messages.at(-1);
    return {
      tools: tools.map(({ function: { name, parameters, strict } }: any) => ({ name, schema: parameters, isStrict: strict === true })),
      result: last.role === "tool" ? textOf(last.content) : undefined,
    };
  },
  writeCall: (name, input) =>
    completion({ tool_calls: [{ id: newCallId(), type: "function", function: { name, arguments: JSON.stringify(input) } }] }),
  writeText: (content) => completion({ content }),
};
const completion = (message: object) => ({
  ...{ id: "1", object: "chat.completion", created: 1, model: "fake", usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } },
  choices: [
    { index: 0, finish_reason: "tool_calls" in message ? "tool_calls" : "stop", message: { role: "assistant", content: null, ...message } },
  ],
});

const anthropicMessages: WireFormat = {
  readTurn({ tools = [], messages }) {
    const blocks = messages.at(-1).content;
    const result = Array.isArray(blocks) ? blocks.find(({ type }: any) => type === "tool_result") : undefined;
    return {
      tools: tools.map(({ name, input_schema, strict }: any) => ({ name, schema: input_schema, isStrict: strict === true })),
      result: result && textOf(result.content),
    };
  },
  writeCall: (name, input) => anthropicMessage("tool_use", [{ type: "tool_use", id: newCallId(), name, input }]),
  writeText: (text) => anthropicMessage("end_turn", [{ type: "text", text }]),
};
const anthropicMessage = (stop_reason: string, content: readonly object[]) => ({
  ...{ id: "msg_1", type: "message", role: "assistant", model: "fake", stop_sequence: null, usage: { input_tokens: 1, output_tokens: 1 } },
  stop_reason,
  content,
});

const generateContent: WireFormat = {
  readTurn({ tools = [], contents }) {
    const declared = tools.flatMap(({ functionDeclarations = [] }: any) => functionDeclarations);
    const result = contents.at(-1).parts.find((part: any) => part.functionResponse);
    return {
      tools: declared.map((tool: any) => ({
        name: tool.name,
        schema: tool.parametersJsonSchema ?? tool.parameters ?? {},
        isStrict: false,
      })),
      result: result && textOf(result.functionResponse.response),
    };
  },
  writeCall: (name, args) => candidate({ functionCall: { name, args } }),
  writeText: (text) => candidate({ text }),
};
const candidate = (part: object) => ({ candidates: [{ index: 0, finishReason: "STOP", content: { role: "model", parts: [part] } }] });

const formats: readonly { readonly path: RegExp; readonly format: WireFormat }[] = [
  { path: /\/chat\/completions$/, format: chatCompletions },
  { path: /\/v1\/messages(\?|$)/, format: anthropicMessages },
  { path: /:generateContent(\?|$)/, format: generateContent },
];
