import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseSync } from "oxc-parser";

type SyntaxNode = { readonly type: string; readonly [key: string]: any };

/** What a person sees is at least this long: shorter texts are only the frame of a message that is put together elsewhere. */
const shortestMessage = 24;

/** The messages that the sources throw with each code. What is filled in is `…`. */
export async function readMessages(folders: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, Set<string>>();
  for (const folder of folders) {
    const files = (await readdir(folder, { recursive: true })).map((file) => file.replaceAll("\\", "/")).sort();
    for (const file of files) {
      if (!file.endsWith(".ts") || /\.(test|test-d|fixture|generated)\.ts$/.test(file)) continue;
      const source = await readFile(join(folder, file), "utf8");
      if (!source.includes("CasementError(")) continue;
      for (const { code, message } of messagesIn(file, source)) found.set(code, (found.get(code) ?? new Set()).add(message));
    }
  }
  return new Map([...found].map(([code, messages]) => [code, [...messages].sort()]));
}

export function messagesIn(file: string, source: string): readonly { readonly code: string; readonly message: string }[] {
  const found: { code: string; message: string }[] = [];
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) {
      for (const part of node) visit(part);
      return;
    }
    if (!isNode(node)) return;
    if (node.type === "NewExpression" && node.callee.name === "CasementError") {
      const [code, message] = node.arguments;
      if (code?.type === "Literal" && message)
        found.push(...textsOf(message).flatMap((text) => (isTelling(text) ? { code: code.value, message: text } : [])));
    }
    for (const part of Object.values(node)) visit(part);
  };
  visit(parseSync(file, source).program);
  return found;
}

const isNode = (value: unknown): value is SyntaxNode => typeof value === "object" && value !== null && "type" in value;

function textsOf(node: SyntaxNode): readonly string[] {
  if (node.type === "Literal") return typeof node.value === "string" ? [node.value] : [];
  if (node.type === "ConditionalExpression") return [...textsOf(node.consequent), ...textsOf(node.alternate)];
  if (node.type !== "TemplateLiteral") return [];
  return [node.quasis.map(({ value }: { value: { cooked: string } }) => value.cooked).join("…")];
}

/** Whether a text says something by itself, and does not begin with what is filled in. */
const isTelling = (text: string): boolean => !text.startsWith("…") && text.replace(/…/g, "").length >= shortestMessage;
