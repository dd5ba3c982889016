/** Replaces private data by placeholders. The same text always gets the same placeholder, so that ids and links still match. */
export interface Scrubber {
  /** A JSON value. Keeps numbers, booleans, dates, and the properties that `keep` names. Replaces all other texts. */
  value(value: unknown): unknown;
  /** A path below `/v1.0`, with its query. */
  path(path: string): string;
  /** How many different texts were replaced so far, by kind of placeholder: `id`, `email`, `url`, or the name of the property. */
  replaced(): Readonly<Record<string, number>>;
}

/** Properties whose texts name a type or a state and nothing private. */
export const structuralProperties: readonly string[] = [
  ...["@odata.type", "odata.type", "contentType", "importance", "sensitivity", "status", "showAs", "type", "response", "availability"],
  ...["daysOfWeek", "firstDayOfWeek", "index", "wellknownListName", "chatType", "messageType"],
];
/** Numbers that show where somebody is. */
const coordinates = new Set(["latitude", "longitude", "altitude", "accuracy", "altitudeAccuracy"]);
const omitted = new Set(["@odata.context", "@odata.etag", "changeKey", "@microsoft.graph.downloadUrl"]);
const date = /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?$/;
const link = /^https:\/\/[^/]+\/v1\.0(\/.*)$/;
/** `displayName`, `@odata.nextLink`, `assignedTo@odata.count`. */
const graphName = /^(?:[A-Za-z_][\w.]{0,60})?(?:@(?:odata|microsoft)\.[\w.]+)?$/;
const timeZone = /TimeZone$/i;
const idKey = /^(id|.*Id|.*Key)$/;

export function createScrubber(keep: readonly string[] = []): Scrubber {
  const kept = new Set([...structuralProperties, ...keep]);
  const placeholders = new Map<string, string>();
  const counts = new Map<string, number>();
  const replace = (text: string, kind: string): string => {
    const known = placeholders.get(text);
    if (known !== undefined) return known;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const placeholder =
      kind === "email" ? `person${count}@example.com` : kind === "url" ? `https://example.com/${count}` : `${kind}-${count}`;
    placeholders.set(text, placeholder);
    return placeholder;
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
    if (typeof input === "number" && coordinates.has(key)) return 0;
    if (Array.isArray(input)) return input.map((item) => value(item, key));
    if (typeof input !== "object" || input === null) return input;
    const entries = Object.entries(input).filter(([name]) => !omitted.has(name));
    // The code of an error is not private.
    return Object.fromEntries(
      entries.map(([name, inner]) => [scrubName(name), name === "code" && key === "error" ? inner : value(inner, name)]),
    );
  };
  /** Some of Graph's objects use ids and addresses as property names, such as assignments and references of Planner. */
  const scrubName = (name: string): string =>
    placeholders.get(name) ?? (graphName.test(name) && !/\d{4}/.test(name) ? name : replace(name, name.includes("@") ? "email" : "id"));
  const path = (address: string): string => {
    const [plain = "", query] = address.split("?", 2);
    const segments = plain.split("/").map((segment) => scrubSegment(decode(segment)));
    if (query === undefined) return segments.join("/");
    const terms = query.split("&").map((term) => {
      const [name = "", text = ""] = term.split("=", 2).map(decode);
      if (/token$/i.test(name)) return `${name}=${replace(text, "token")}`;
      const scrubbed =
        name === "$search" ? replace(text, "search") : text.replace(/'((?:[^']|'')+)'/g, (_, inner) => `'${replace(inner, "text")}'`);
      return `${name}=${encodeURIComponent(scrubbed)}`;
    });
    return `${segments.join("/")}?${terms.join("&")}`;
  };
  /** Keeps the names of Graph and replaces everything that can be an id. */
  const scrubSegment = (segment: string): string => {
    if (placeholders.has(segment)) return placeholders.get(segment)!;
    if (/^\$?[a-zA-Z.]{1,40}(\([^']*\))?$/.test(segment) || segment === "") return segment;
    if (segment.includes("(")) return segment.replace(/'([^']*)'/g, (_, inner) => `'${replace(inner, "id")}'`);
    return replace(segment, segment.includes("@") ? "email" : "id");
  };
  return { value, path, replaced: () => Object.fromEntries(counts) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
