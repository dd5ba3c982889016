import type { Client } from "@modelcontextprotocol/client";
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";

export interface TextCost {
  readonly bytes: number;
  /** Of o200k, which models of OpenAI use. */
  readonly tokens: number;
}

export interface ListCost extends TextCost {
  readonly tools: number;
  /** The whole answer to tools/list, in bytes. The rest is of what clients pass on to a model: name, description and input schema. */
  readonly listBytes: number;
}

export const costOf = (text: string): TextCost => ({ bytes: Buffer.byteLength(text), tokens: countTokens(text) });

export async function measureList(client: Client): Promise<ListCost> {
  const { tools } = await client.listTools();
  const seen = tools.map(({ name, description, inputSchema }) => ({ name, description, inputSchema }));
  return { tools: tools.length, listBytes: Buffer.byteLength(JSON.stringify({ tools })), ...costOf(JSON.stringify(seen)) };
}

/** What a call returns as text. */
export async function measureCall(client: Client, name: string, input: object): Promise<TextCost> {
  const { content, isError } = await client.callTool({ name, arguments: { ...input } });
  const text = (content as { text?: string }[]).map((part) => part.text ?? "").join("\n");
  if (isError) throw new Error(`${name} failed: ${text}`);
  return costOf(text);
}
