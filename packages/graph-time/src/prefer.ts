import { requireZone, windowsZone } from "./zones.ts";

/**
 * The value of a `Prefer` header that makes Outlook return times in `zone`, by its Windows name: `outlook.timezone="W. Europe Standard Time"`.
 * For a zone that Outlook does not know, UTC.
 *
 * @throws RangeError for an unknown zone.
 */
export function preferTimeZone(zone: string): string {
  return `outlook.timezone="${windowsZone(requireZone(zone)) ?? "UTC"}"`;
}

/** The time zone in a `Prefer` header, as written there. */
export function preferredTimeZone(header: string | null | undefined): string | undefined {
  return /(?:^|[,;\s])outlook\.timezone\s*=\s*(?:"([^"]+)"|([^",;\s]+))/i
    .exec(header ?? "")
    ?.slice(1)
    .find(Boolean);
}
