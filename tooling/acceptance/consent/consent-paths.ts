import type { ConsentRegime } from "@casement/graph-emulator";

export type PersonRole = "administrator" | "user" | "guest" | "personal";
export type SignInWay = "browser" | "code";

/** How somebody comes from an empty configuration to a working account. */
export interface ConsentPath {
  readonly regime: ConsentRegime;
  readonly role: PersonRole;
  readonly method: SignInWay;
  /** Features that work at the end. None: the path ends in the request to an administrator. */
  readonly features: readonly string[];
}

/** What the set-up suggests, and the presence, which needs no administrator. */
const all = ["calendar", "email", "status", "todo"];
/** A guest has no mailbox, and the page says so. */
const withoutMailbox = ["status"];
const none: readonly string[] = [];

const featuresOf: Readonly<Record<ConsentRegime, Readonly<Record<Exclude<PersonRole, "personal">, readonly string[]>>>> = {
  legacy: { administrator: all, user: all, guest: withoutMailbox },
  "microsoft-managed": { administrator: all, user: ["status"], guest: ["status"] },
  "verified-low": { administrator: all, user: none, guest: none },
  none: { administrator: all, user: none, guest: none },
};

const regimes = ["legacy", "microsoft-managed", "verified-low", "none"] as const;
const methods: readonly SignInWay[] = ["browser", "code"];

export const consentPaths: readonly ConsentPath[] = [
  ...regimes.flatMap((regime) =>
    (["administrator", "user", "guest"] as const).flatMap((role) =>
      methods.map((method) => ({ regime, role, method, features: featuresOf[regime][role] })),
    ),
  ),
  ...methods.map((method) => ({ regime: "legacy" as const, role: "personal" as const, method, features: ["calendar", "email", "todo"] })),
];
