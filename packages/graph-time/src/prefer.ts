import { requireZone, windowsZone } from "./zones.ts";

/** The value of a `Prefer` header that makes Outlook answer in `zone`; the Windows name where there is one: `outlook.timezone="W. Europe Standard Time"`. */
export function preferTimeZone(zone: string): string {
  return `outlook.timezone="${windowsZone(zone) ?? requireZone(zone)}"`;
}

/** The zone named in a `Prefer` header, as written there. */
export function preferredTimeZone(header: string | null | undefined): string | undefined {
  return /(?:^|[,;\s])outlook\.timezone\s*=\s*(?:"([^"]+)"|([^",;\s]+))/i
    .exec(header ?? "")
    ?.slice(1)
    .find(Boolean);
}
