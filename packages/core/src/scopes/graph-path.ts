/** A segment of a Graph path: `literal` names something, `key` is an id in quotes, `word` may be either. `text` is in lower case. */
export interface PathSegment {
  readonly kind: "literal" | "key" | "word";
  readonly text: string;
}

const hosts = new Set(["graph.microsoft.com", "graph.microsoft.us", "dod-graph.microsoft.us", "microsoftgraph.chinacloudapi.cn"]);
/** What URL parsers or Graph would turn into another path: backslash, fragment, control characters, and encoded separators or percent signs. */
const suspicious = /[\\#\p{Cc}]|%(?:[01][0-9a-f]|2f|5c|7f|25)/iu;
const namespace = "microsoft.graph.";
/** Words that are never an id. */
const reserved = /^(?:\$|microsoft\.graph\.|delta$)/;

/**
 * The segments of a path of Graph v1.0: absolute or relative, with or without `/v1.0`, query and trailing slash. `name('x')` gives the
 * name and a key, `delta()` a literal, `f(b=1,a=2)` the literal `f(a,b)`. Undefined for whatever could mean something else to Graph.
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

/** Splits at slashes, but not inside the quotes of an argument list: `reminderView(startDateTime='a/b')`. */
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
  const odd = (part: string) => part === "" || part === "." || part === ".." || part.trim() !== part;
  return depth !== 0 || quoted || parts.some(odd) ? undefined : parts;
}

function parseSegment(part: string): PathSegment[] | undefined {
  const call = /^([^()]+)\((.*)\)$/s.exec(part);
  if (!call) return /[()]/.test(part) ? undefined : [named(part, "word")];
  const [, name = "", args = ""] = call;
  if (args === "") return [named(name, "literal")];
  if (/^'(?:[^']|'')+'$/.test(args)) return [named(name, "literal"), { kind: "key", text: args.slice(1, -1).toLowerCase() }];
  const names = argumentNames(args);
  return names && [named(`${name}(${names.sort().join(",")})`, "literal")];
}

function named(name: string, kind: "literal" | "word"): PathSegment {
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

/** The name without Graph's namespace: `microsoft.graph.delta` is `delta`. */
export const withoutNamespace = (text: string): string => (text.startsWith(namespace) ? text.slice(namespace.length) : text);
