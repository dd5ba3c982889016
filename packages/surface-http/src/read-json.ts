import { CasementError } from "@casement/core";

export const longestBody = 1024 * 1024;

/**
 * The body as an object; an empty one counts as `{}`. The content type is not looked at: `curl -d` names a wrong one, and writes by cookie
 * are kept to our own pages otherwise.
 * @throws CasementError `too-large`, `input-invalid`
 */
export async function readJson(request: Request): Promise<Readonly<Record<string, unknown>>> {
  const text = await readText(request);
  let body: unknown = {};
  try {
    if (text.trim() !== "") body = JSON.parse(text);
  } catch {
    throw new CasementError("input-invalid", "The body is not JSON.");
  }
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as Readonly<Record<string, unknown>>;
  throw new CasementError("input-invalid", "The body must be a JSON object.");
}

async function readText(request: Request): Promise<string> {
  const announced = Number(request.headers.get("content-length") ?? 0);
  if (announced > longestBody) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > longestBody) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

const tooLarge = () =>
  new CasementError("too-large", "The body is larger than 1 MB. Put files into a configured folder and name them instead.");
