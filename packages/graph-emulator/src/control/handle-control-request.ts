import { CasementError } from "@casement/core";
import { checkMembers, describeArguments, type GroupSchemas } from "./arguments/check-arguments.ts";
import { controlSchemas } from "./arguments/control-schemas.ts";

/** The control interface for HTTP: groups of functions and plain values. */
export type ControlTree = Readonly<Record<string, object>>;

/** Schemas by group. Groups of added areas have none. */
const schemasOf = (group: string): GroupSchemas => (controlSchemas as Readonly<Record<string, GroupSchemas>>)[group] ?? {};

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
  if (!group) return errorResponse(404, `There is no control group ${groupName}. GET /_control lists all groups.`);
  if (!name) return jsonResponse(200, listGroup(groupName, group));
  if (!Object.hasOwn(group, name) || rest.length > 0)
    return errorResponse(
      404,
      `The control group ${groupName} has ${listGroup(groupName, group).join(", ")}. GET /_control lists all groups.`,
    );
  const called = `${groupName}/${name}`;
  const member = group[name];
  try {
    if (typeof member !== "function") return await handlePlainValue(groupName, name, member as object, request);
    if (request.method !== "POST") return errorResponse(405, "This is a function. Use POST with a JSON array of arguments.");
    const args = await readJson(request, []);
    if (!Array.isArray(args)) return errorResponse(400, arrayWanted(groupName, name));
    return jsonResponse(200, { result: (await member(...args)) ?? null });
  } catch (error) {
    if (error instanceof SyntaxError) return errorResponse(400, `The body is not valid JSON. ${arrayWanted(groupName, name)}`);
    const message = error instanceof Error ? error.message : String(error);
    const located = message.startsWith(called) ? message : `${called}: ${message}`;
    if (CasementError.is(error)) return jsonResponse(error.status, { error: { code: error.code, message: located } });
    return errorResponse(400, located);
  }
}

async function handlePlainValue(group: string, name: string, value: object, request: Request): Promise<Response> {
  if (request.method === "PATCH") {
    const changes = await readJson(request, {});
    if (Object(changes) !== changes || Array.isArray(changes)) return errorResponse(400, "The body must be a JSON object.");
    const schemas = schemasOf(group)[name];
    if (schemas) checkMembers(`${group}/${name}`, changes as Record<string, unknown>, schemas);
    Object.assign(value, changes);
  } else if (request.method !== "GET") return errorResponse(405, "This is a value. Use GET, or PATCH with a JSON object.");
  return jsonResponse(200, { result: value });
}

async function readJson(request: Request, empty: unknown): Promise<unknown> {
  const text = await request.text();
  return text.trim() ? JSON.parse(text) : empty;
}

function arrayWanted(group: string, name: string): string {
  return `The body must be a JSON array of the arguments of ${group}/${name}: [${describeArguments(schemasOf(group)[name] ?? {})}].`;
}

function listMembers(tree: ControlTree): object {
  return Object.fromEntries(Object.entries(tree).map(([name, group]) => [name, listGroup(name, group)]));
}

function listGroup(name: string, group: object): string[] {
  return Object.entries(group).map(([member, value]) =>
    typeof value === "function" ? `${member}(${describeArguments(schemasOf(name)[member] ?? {})})` : member,
  );
}
