/** Preferences from the `Prefer` headers of a request. Supports several headers and comma-separated preferences. */
export interface PreferHeader {
  /** `outlook.timezone="Europe/Berlin"`, as written: an IANA or Windows name. */
  timeZone: string | undefined;
  /** `outlook.body-content-type="text"`. */
  bodyType: "text" | "html" | undefined;
  /** `odata.maxpagesize=50`. */
  maxPageSize: number | undefined;
  /** `IdType="ImmutableId"`. */
  immutableId: boolean;
  /** `return=minimal`. */
  minimal: boolean;
}

export function parsePreferHeader(header: string | null): PreferHeader {
  const preferences = new Map<string, string>();
  for (const match of (header ?? "").matchAll(/([\w.-]+)\s*(?:=\s*(?:"([^"]*)"|([^\s,;]+)))?/g))
    preferences.set(match[1]!.toLowerCase(), match[2] ?? match[3] ?? "");
  const bodyType = preferences.get("outlook.body-content-type")?.toLowerCase();
  const size = Number(preferences.get("odata.maxpagesize"));
  return {
    timeZone: preferences.get("outlook.timezone"),
    bodyType: bodyType === "text" || bodyType === "html" ? bodyType : undefined,
    maxPageSize: Number.isInteger(size) && size > 0 ? size : undefined,
    immutableId: preferences.get("idtype")?.toLowerCase() === "immutableid",
    minimal: preferences.get("return")?.toLowerCase() === "minimal",
  };
}
