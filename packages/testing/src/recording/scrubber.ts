/** Replaces what is somebody's by placeholders, the same for the same text, so that ids and links still fit together. */
export interface Scrubber {
  /** A JSON value. Numbers, booleans, dates and what `keep` names stay; every other text goes. */
  value(value: unknown): unknown;
  /** A path below `/v1.0`, with its query. */
  path(path: string): string;
  /** How many different texts were replaced so far, by the kind of placeholder: `id`, `email`, `url`, or the name of the property. */
  replaced(): Readonly<Record<string, number>>;
}

/** Properties whose text says what kind of thing it is, never whose. */
export const structural: readonly string[] = [
  ...["@odata.type", "odata.type", "contentType", "importance", "sensitivity", "status", "showAs", "type", "response", "availability"],
  ...["daysOfWeek", "firstDayOfWeek", "index", "wellknownListName", "chatType", "messageType"],
];
/** Numbers that tell where somebody is. */
const whereabouts = new Set(["latitude", "longitude", "altitude", "accuracy", "altitudeAccuracy"]);
const left = new Set(["@odata.context", "@odata.etag", "changeKey", "@microsoft.graph.downloadUrl"]);
const date = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?$/;
const link = /^https:\/\/[^/]+\/v1\.0(\/.*)$/;
/** `displayName`, `@odata.nextLink`, `assignedTo@odata.count`. */
const graphName = /^(?:[A-Za-z_][\w.]{0,60})?(?:@(?:odata|microsoft)\.[\w.]+)?$/;
const timeZone = /TimeZone$/i;
const idKey = /^(id|.*Id|.*Key)$/;

export function createScrubber(keep: readonly string[] = []): Scrubber {
  const kept = new Set([...structural, ...keep]);
  const placeholders = new Map<string, string>();
  const counts = new Map<string, number>();
  const replace = (text: string, kind: string): string => {
    const known = placeholders.get(text);
    if (known !== undefined) return known;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const made = kind === "email" ? `person${count}@example.com` : kind === "url" ? `https://example.com/${count}` : `${kind}-${count}`;
    placeholders.set(text, made);
    return made;
  };
  const textOf = (text: string, key: string): string => {
    const graph = link.exec(text)?.[1];
    if (graph !== undefined) return `https://graph.microsoft.com/v1.0${path(graph)}`;
    if (kept.has(key) || timeZone.test(key) || text === "" || date.test(text)) return text;
    if (/^\S+@\S+\.\S+$/.test(text)) return replace(text, "email");
    if (/^[a-z]+:\/\//i.test(text)) return replace(text, "url");
    return replace(text, idKey.test(key) ? "id" : key.replace(/\W/g, "") || "text");
  };
  const value = (input: unknown, key = "text"): unknown => {
    if (typeof input === "string") return textOf(input, key);
    if (typeof input === "number" && whereabouts.has(key)) return 0;
    if (Array.isArray(input)) return input.map((item) => value(item, key));
    if (typeof input !== "object" || input === null) return input;
    const entries = Object.entries(input).filter(([name]) => !left.has(name));
    // The code of an error says what kind of error it is.
    return Object.fromEntries(
      entries.map(([name, inner]) => [property(name), name === "code" && key === "error" ? inner : value(inner, name)]),
    );
  };
  /** Some of Graph's objects have ids and addresses for names: who is assigned, what is referred to. */
  const property = (name: string): string =>
    placeholders.get(name) ?? (graphName.test(name) && !/\d{4}/.test(name) ? name : replace(name, name.includes("@") ? "email" : "id"));
  const path = (whole: string): string => {
    const [plain = "", query] = whole.split("?", 2);
    const segments = plain.split("/").map((segment) => pathSegment(decoded(segment)));
    if (query === undefined) return segments.join("/");
    const terms = query.split("&").map((term) => {
      const [name = "", text = ""] = term.split("=", 2).map(decoded);
      if (/token$/i.test(name)) return `${name}=${replace(text, "token")}`;
      const scrubbed =
        name === "$search" ? replace(text, "search") : text.replace(/'((?:[^']|'')+)'/g, (_, inner) => `'${replace(inner, "text")}'`);
      return `${name}=${encodeURIComponent(scrubbed)}`;
    });
    return `${segments.join("/")}?${terms.join("&")}`;
  };
  /** Names of Graph stay; whatever may be a key of somebody's is replaced. */
  const pathSegment = (segment: string): string => {
    if (placeholders.has(segment)) return placeholders.get(segment)!;
    if (/^\$?[a-zA-Z.]{1,40}(\([^']*\))?$/.test(segment) || segment === "") return segment;
    if (segment.includes("(")) return segment.replace(/'([^']*)'/g, (_, inner) => `'${replace(inner, "id")}'`);
    return replace(segment, segment.includes("@") ? "email" : "id");
  };
  return { value, path, replaced: () => Object.fromEntries(counts) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
