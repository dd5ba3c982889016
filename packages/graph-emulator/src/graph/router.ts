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

interface Compiled<R> {
  route: R;
  segments: readonly string[];
  literals: number;
  asUser: boolean;
}

/** Creates a router. `/me/…` routes also serve `/users/{id}/…`. If several routes match, the one with more literal segments is used. */
export function createRouter<R extends Routed>(routes: readonly R[]): PathRouter<R> {
  const byShape = new Map<string, Compiled<R>[]>();
  const add = (route: R, template: string, asUser: boolean) => {
    const segments = template.split("/").filter(Boolean);
    const shape = `${route.method} ${segments.length}`;
    const literals = segments.filter((segment) => !segment.startsWith("{")).length;
    byShape.set(
      shape,
      [...(byShape.get(shape) ?? []), { route, segments, literals, asUser }].sort((a, b) => b.literals - a.literals),
    );
  };
  for (const route of routes) {
    const template = route.template.replaceAll("()", "").replaceAll("microsoft.graph.", "");
    add(route, template, false);
    if (/^\/me(\/|$)/.test(template)) add(route, template.replace(/^\/me/, "/users/{principal}"), true);
  }
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

function capture(template: readonly string[], segments: readonly string[]): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [index, part] of template.entries()) {
    const value = unqualified(segments[index]!);
    if (part.startsWith("{")) params[part.slice(1, -1)] = segments[index]!;
    else if (part.toLowerCase() !== value.toLowerCase()) return undefined;
  }
  return params;
}

const unqualified = (name: string) => name.replace(/^microsoft\.graph\./i, "");
const unquoted = (text: string) => (/^'.*'$/s.test(text.trim()) ? text.trim().slice(1, -1).replaceAll("''", "'") : text.trim());

/** Decodes a percent-encoded path. Returns invalid encodings unchanged. */
export function decodePath(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}
