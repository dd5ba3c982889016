import type { HttpMethod, Route } from "./route.ts";

export interface PathSegments {
  /** Decoded segments. An OData key such as `mailFolders('inbox')` counts as two segments. */
  segments: readonly string[];
  /** Arguments of a function in the path. Names are in lowercase. */
  args: Readonly<Record<string, string>>;
}

export interface RouteMatch<R extends Routed = Route> {
  route: R;
  params: Record<string, string>;
  /** Id or name in `/users/{…}`, when a `/me/…` route matched that path. */
  principal: string | undefined;
}

type Routed = Pick<Route, "method" | "template">;

/** Splits an encoded path below `/v1.0`. */
export function splitPath(rawPath: string): PathSegments {
  const segments: string[] = [];
  const args: Record<string, string> = {};
  for (const raw of rawPath.split("/").filter(Boolean)) {
    const text = decodePath(raw);
    const functionSegment = /^([\w.$]+)\((.*)\)$/s.exec(text);
    if (!functionSegment) {
      segments.push(text);
      continue;
    }
    segments.push(unqualified(functionSegment[1]!));
    const argumentText = functionSegment[2]!.trim();
    if (argumentText === "") continue;
    const named = [...argumentText.matchAll(/(\w+)\s*=\s*('(?:[^']|'')*'|[^,]*)(?:,|$)/g)];
    if (named.length > 0 && /^\w+\s*=/.test(argumentText) && !argumentText.startsWith("'"))
      for (const [, name, value] of named) args[name!.toLowerCase()] = unquoted(value!);
    else segments.push(unquoted(argumentText));
  }
  return { segments, args };
}

export interface PathRouter<R extends Routed = Route> {
  match(method: string, path: PathSegments): RouteMatch<R> | undefined;
  /** Whether the path matches with any method, which means that only the method is wrong. */
  hasPath(path: PathSegments): boolean;
}

interface Template {
  readonly segments: readonly string[];
  readonly literals: number;
  readonly asUser: boolean;
}

interface Compiled<R> extends Template {
  route: R;
}

/** Every emulator of a process has the same routes. */
const parsedTemplates = new Map<string, readonly Template[]>();

/** The template as it is, and for `/me/…` also as `/users/{principal}/…`. */
function parseTemplate(text: string): readonly Template[] {
  const known = parsedTemplates.get(text);
  if (known) return known;
  const template = text.replaceAll("()", "").replaceAll("microsoft.graph.", "");
  const parse = (path: string, asUser: boolean): Template => {
    const segments = path.split("/").filter(Boolean);
    return { segments, literals: segments.filter((segment) => !segment.startsWith("{")).length, asUser };
  };
  const parsed = [parse(template, false)];
  if (/^\/me(\/|$)/.test(template)) parsed.push(parse(template.replace(/^\/me/, "/users/{principal}"), true));
  parsedTemplates.set(text, parsed);
  return parsed;
}

/** Creates a router. `/me/…` routes also serve `/users/{id}/…`. If several routes match, the one with more literal segments is used. */
export function createRouter<R extends Routed>(routes: readonly R[]): PathRouter<R> {
  const byShape = new Map<string, Compiled<R>[]>();
  for (const route of routes) {
    for (const template of parseTemplate(route.template)) {
      const shape = `${route.method} ${template.segments.length}`;
      const compiled = { route, ...template };
      if (!byShape.get(shape)?.push(compiled)) byShape.set(shape, [compiled]);
    }
  }
  for (const compiled of byShape.values()) compiled.sort((a, b) => b.literals - a.literals);
  const find = (method: string, { segments }: PathSegments): RouteMatch<R> | undefined => {
    for (const candidate of byShape.get(`${method} ${segments.length}`) ?? []) {
      const params = capture(candidate.segments, segments);
      if (!params) continue;
      const { principal, ...rest } = params;
      return { route: candidate.route, params: candidate.asUser ? rest : params, principal: candidate.asUser ? principal : undefined };
    }
    return undefined;
  };
  const methods: HttpMethod[] = ["GET", "POST", "PATCH", "PUT", "DELETE"];
  return { match: find, hasPath: (path) => methods.some((method) => find(method, path) !== undefined) };
}

/** A name that begins with `$` or has a namespace is never an id. */
function capture(template: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const value = unqualified(segments[index]!);
    if (part.startsWith("{")) {
      if (value.startsWith("$") || value !== segments[index]) return undefined;
      params[part.slice(1, -1)] = segments[index]!;
    } else if (part.toLowerCase() !== value.toLowerCase()) return undefined;
  }
  return params;
}

/** `graph` is an alias of the namespace: Microsoft's metadata, and the paths of its current SDKs. */
const unqualified = (name: string) => name.replace(/^(?:microsoft\.)?graph\.(?=\w+$)/i, "");
const unquoted = (text: string) => (/^'.*'$/s.test(text.trim()) ? text.trim().slice(1, -1).replaceAll("''", "'") : text.trim());

/** Writes an encoded path as Microsoft's permission map does: without empty segments, and with the whole namespace. */
export const toMappedPath = (rawPath: string): string =>
  rawPath.replaceAll(/\/{2,}/g, "/").replaceAll(/\/graph\.(?=\w)/gi, "/microsoft.graph.");

/** Decodes a percent-encoded path. Returns invalid encodings unchanged. */
export function decodePath(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}
