import type { CasementConfig } from "@casement/host/config";
import type { GrantKind } from "@casement/surface-http";
import { importOptionalPackage } from "../plugins/import-optional-package.ts";

const unavailable = "CalDAV is not configured. Add the line caldav: true to casement.yaml, and restart the hub.";

/** The kinds of access whose surface is not configured. They are named so that nobody looks for them. */
const unconfiguredKinds: readonly GrantKind[] = [
  { kind: "caldav", title: "Calendar program (CalDAV)", target: "account", access: ["read"], unavailable },
  {
    kind: "ics",
    title: "Calendar address (ICS)",
    target: "sensor",
    access: ["read"],
    options: { busyOnly: "Busy times only" },
    unavailable,
  },
];

/** The kinds of access for calendar programs, also if no hub is running. */
export async function caldavGrantKinds({ caldav }: CasementConfig): Promise<readonly GrantKind[]> {
  if (!caldav) return unconfiguredKinds;
  const surface = await importOptionalPackage("@casement/surface-caldav", () => import("@casement/surface-caldav"));
  return surface.caldavGrantKinds;
}
