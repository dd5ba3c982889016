import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { createSeenWords, type ListedTool } from "./seen-words.ts";

/** An agent as a script plays it: it knows only what it was shown, and is measured. */
export interface ScriptedAgent {
  /** Whether the hub lists a tool, or the field of a tool (`tool.field`). */
  offers(name: string): boolean;
  /** The input `fields` for a tool that has it: a careful agent asks for what it needs. */
  only(tool: string, fields: readonly string[]): { readonly fields?: readonly string[] };
  /** Whether the list requires a field (`tool.field`). */
  requires(name: string): boolean;
  /** @throws Error if the answer is an error: a dead end */
  call(tool: string, input: object): Promise<any>;
  /** Shows what the person says. */
  hear(text: string): void;
  readonly counts: AgentCounts;
  close(): Promise<void>;
}

export interface AgentCounts {
  calls: number;
  /** Questions to the person before a call. In two steps, each would be one more call. */
  questions: number;
  bytesIn: number;
  bytesOut: number;
}

/** Connects in revision 2026-07-28, with a person who agrees to everything. */
export async function connectAgent(address: string, token: string): Promise<ScriptedAgent> {
  const counts: AgentCounts = { calls: 0, questions: 0, bytesIn: 0, bytesOut: 0 };
  const options = { versionNegotiation: { mode: { pin: "2026-07-28" } }, capabilities: { elicitation: { form: {} } } } as const;
  const client = new Client({ name: "acceptance", version: "1" }, options);
  client.setRequestHandler("elicitation/create", () => {
    counts.questions++;
    return { action: "accept" as const, content: {} };
  });
  const headers = { authorization: `Bearer ${token}` };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${address}/mcp`), { requestInit: { headers } }));
  const { tools } = await client.listTools();
  const seen = createSeenWords();
  seen.show(JSON.stringify(tools));
  seen.show(client.getInstructions() ?? "");
  const find = (name: string): ListedTool | undefined => tools.find((tool) => tool.name === name) as ListedTool | undefined;
  const offers = (name: string): boolean => {
    const [tool = "", field] = name.split(".");
    return field === undefined ? find(tool) !== undefined : find(tool)?.inputSchema.properties?.[field] !== undefined;
  };
  return {
    counts,
    offers,
    only: (tool, fields) => (offers(`${tool}.fields`) ? { fields } : {}),
    requires(name) {
      const [tool = "", field = ""] = name.split(".");
      return find(tool)?.inputSchema.required?.includes(field) ?? false;
    },
    hear: (text) => seen.show(text),
    async call(name, input) {
      seen.requireSeen(find(name), name, input);
      counts.calls++;
      counts.bytesIn += Buffer.byteLength(JSON.stringify(input));
      const { content, isError } = await client.callTool({ name, arguments: { ...input } });
      const [part] = content as { text?: string }[];
      const text = part?.text ?? "";
      counts.bytesOut += Buffer.byteLength(text);
      if (isError) throw new Error(`${name} was refused: ${text}`);
      seen.show(text);
      const answer = JSON.parse(text);
      // Ids in JSON are escaped; an agent copies them as they are.
      seen.show(valuesOf(answer).join("\n"));
      return answer;
    },
    close: () => client.close(),
  };
}

function valuesOf(value: unknown): string[] {
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(valuesOf);
  return [String(value)];
}
