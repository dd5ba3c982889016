import { CasementError } from "@casement/core";

const maxBodyBytes = 1024 * 1024;

/**
 * Reads the body as a JSON object. An empty body counts as `{}`. The content type is ignored: `curl -d` sends a wrong one, and requests with a
 * cookie are limited to the dashboard's origin by other means.
 * @throws CasementError `too-large`, `input-invalid`
 */
export async function readJsonBody(request: Request): Promise<Readonly<Record<string, unknown>>> {
  const text = await readText(request);
  let body: unknown = {};
  try {
    if (text.trim() !== "") body = JSON.parse(text);
  } catch {
    throw new CasementError("input-invalid", "The body is not valid JSON.");
  }
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as Readonly<Record<string, unknown>>;
  throw new CasementError("input-invalid", "The body must be a JSON object.");
}

async function readText(request: Request): Promise<string> {
  const contentLength = Number(request.headers.get("content-length") ?? 0);
  if (contentLength > maxBodyBytes) throw createTooLargeError();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxBodyBytes) throw createTooLargeError();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

const createTooLargeError = () =>
  new CasementError("too-large", "The body is larger than 1 MB. To send a file, put it into a configured folder and pass its name.");
