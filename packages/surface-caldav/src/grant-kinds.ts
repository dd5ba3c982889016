import type { GrantKind } from "@casement/surface-http";
import { createCaldavProfile, createSubscriptionProfile } from "./apple/apple-profile.ts";
import { davRoot } from "./protocol/dav-paths.ts";

/** What the hub gives out for calendar programs. Without imports that load anything. */
export const caldavGrantKinds: readonly GrantKind[] = [
  {
    kind: "caldav",
    title: "Calendar program (CalDAV)",
    target: "account",
    access: ["full", "read"],
    credentialsOf(password, { name, accounts }, addressOf) {
      const [address, userName] = [addressOf(davRoot), accounts![0]!];
      const principal = addressOf(`${davRoot}principals/${userName}/`);
      return { address, userName, password, profile: createCaldavProfile({ name, address, userName, principal, secret: password }) };
    },
  },
  {
    kind: "ics",
    title: "Calendar address (ICS)",
    target: "sensor",
    access: ["read"],
    options: { busyOnly: "Busy times only" },
    credentialsOf(secret, { name }, addressOf) {
      const address = addressOf(`/ics/${secret}.ics`);
      return { address, profile: createSubscriptionProfile({ name, address, secret }) };
    },
  },
];
