import { CasementError } from "@casement/core";

/** The control interface for HTTP: groups of functions and plain values. */
export type ControlTree = Readonly<Record<string, object>>;

const jsonResponse = (status: number, body: unknown) => Response.json(body, { status });
const errorResponse = (status: number, message: string) => jsonResponse(status, { error: { message } });

/**
 * `POST /_control/<group>/<function>` with a JSON array of arguments returns `{ result }`. `GET /_control` lists all groups and members.
 * `GET /_control/<group>/<value>` reads a plain value, and `PATCH` with a JSON object changes it.
 */
export async function handleControlRequest(tree: ControlTree, request: Request): Promise<Response> {
  const [, , groupName, name, ...rest] = new URL(request.url).pathname.split("/");
  if (!groupName) return jsonResponse(200, listMembers(tree));
  const group = Object.hasOwn(tree, groupName) ? (tree[groupName] as Record<string, unknown>) : undefined;
  if (!group || !name || !Object.hasOwn(group, name) || rest.length > 0)
    return errorResponse(404, "There is no such control function. GET /_control lists all of them.");
  const member = group[name];
  try {
    if (typeof member !== "function") return await handlePlainValue(member as object, request);
    if (request.method !== "POST") return errorResponse(405, "This is a function. Use POST with a JSON array of arguments.");
    const args = await readJson(request, []);
    if (!Array.isArray(args)) return errorResponse(400, "The body must be a JSON array of arguments.");
    return jsonResponse(200, { result: (await member(...args)) ?? null });
  } catch (error) {
    if (error instanceof SyntaxError) return errorResponse(400, "The body is not valid JSON.");
    if (CasementError.is(error)) return jsonResponse(error.status, { error: { code: error.code, message: error.message } });
    return errorResponse(400, error instanceof Error ? error.message : String(error));
  }
}

async function handlePlainValue(value: object, request: Request): Promise<Response> {
  if (request.method === "PATCH") {
    const changes = await readJson(request, {});
    if (Object(changes) !== changes || Array.isArray(changes)) return errorResponse(400, "The body must be a JSON object.");
    Object.assign(value, changes);
  } else if (request.method !== "GET") return errorResponse(405, "This is a value. Use GET, or PATCH with a JSON object.");
  return jsonResponse(200, { result: value });
}

async function readJson(request: Request, empty: unknown): Promise<unknown> {
  const text = await request.text();
  return text.trim() ? JSON.parse(text) : empty;
}

function listMembers(tree: ControlTree): object {
  const members = (group: object) => Object.entries(group).map(([name, member]) => (typeof member === "function" ? `${name}()` : name));
  return Object.fromEntries(Object.entries(tree).map(([name, group]) => [name, members(group)]));
}
