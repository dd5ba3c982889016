/** A segment of a Graph path. A `literal` is a name, a `key` is an id in quotes, and a `word` can be either. `text` is in lower case. */
export interface PathSegment {
  readonly kind: "literal" | "key" | "word";
  readonly text: string;
}

const hosts = new Set(["graph.microsoft.com", "graph.microsoft.us", "dod-graph.microsoft.us", "microsoftgraph.chinacloudapi.cn"]);
/** Characters that URL parsers or Graph could turn into another path: backslash, fragment, control characters, encoded separators and percent signs. */
const suspicious = /[\\#\p{Cc}]|%(?:[01][0-9a-f]|2f|5c|7f|25)/iu;
const namespace = "microsoft.graph.";
/** Words that are never an id. */
const reserved = /^(?:\$|microsoft\.graph\.|delta$)/;

/**
 * The segments of a Graph v1.0 path: absolute or relative, with or without `/v1.0`, query and trailing slash. `name('x')` becomes the name
 * and a key, `delta()` a literal, `f(b=1,a=2)` the literal `f(a,b)`. Undefined for a path that Graph could read in another way.
 */
export function graphSegments(address: string): readonly PathSegment[] | undefined {
  const path = decodedPath(address);
  const parts = path === undefined ? undefined : splitPath(path);
  if (!parts) return undefined;
  if (parts[0]?.toLowerCase() === "v1.0") parts.shift();
  const segments: PathSegment[] = [];
  for (const part of parts) {
    const parsed = parseSegment(part);
    if (!parsed) return undefined;
    segments.push(...parsed);
  }
  return segments;
}

function decodedPath(address: string): string | undefined {
  let path = address.split("?", 1)[0] ?? "";
  const absolute = /^https:\/\/([^/]*)(\/.*)?$/i.exec(path);
  if (absolute) {
    if (!hosts.has((absolute[1] ?? "").toLowerCase())) return undefined;
    path = absolute[2] ?? "/";
  }
  if (suspicious.test(path)) return undefined;
  try {
    return decodeURIComponent(path).replace(/^\/|\/$/g, "");
  } catch {
    return undefined;
  }
}

/** Splits at slashes, except within the quotes of an argument list: `reminderView(startDateTime='a/b')`. */
function splitPath(path: string): string[] | undefined {
  const parts = [""];
  let depth = 0;
  let quoted = false;
  for (const char of path) {
    if (depth > 0 && char === "'") quoted = !quoted;
    if (!quoted && char === "(") depth++;
    if (!quoted && char === ")") depth--;
    if (char === "/" && depth === 0) parts.push("");
    else parts[parts.length - 1] += char;
  }
  const isInvalid = (part: string) => part === "" || part === "." || part === ".." || part.trim() !== part;
  return depth !== 0 || quoted || parts.some(isInvalid) ? undefined : parts;
}

function parseSegment(part: string): PathSegment[] | undefined {
  const call = /^([^()]+)\((.*)\)$/s.exec(part);
  if (!call) return /[()]/.test(part) ? undefined : [segmentOf(part, "word")];
  const [, name = "", args = ""] = call;
  if (args === "") return [segmentOf(name, "literal")];
  if (/^'(?:[^']|'')+'$/.test(args)) return [segmentOf(name, "literal"), { kind: "key", text: args.slice(1, -1).toLowerCase() }];
  const names = argumentNames(args);
  return names && [segmentOf(`${name}(${names.sort().join(",")})`, "literal")];
}

function segmentOf(name: string, kind: "literal" | "word"): PathSegment {
  const text = name.toLowerCase();
  return reserved.test(text) ? { kind: "literal", text } : { kind, text };
}

function argumentNames(args: string): string[] | undefined {
  const names: string[] = [];
  for (const argument of args.match(/(?:'(?:[^']|'')*'|[^',])+/g) ?? []) {
    const name = /^\s*(\w+)=/.exec(argument)?.[1];
    if (name === undefined) return undefined;
    names.push(name.toLowerCase());
  }
  return names;
}

/** The name without Graph's namespace: `microsoft.graph.delta` becomes `delta`. */
export const withoutNamespace = (text: string): string => (text.startsWith(namespace) ? text.slice(namespace.length) : text);
