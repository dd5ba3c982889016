import type { AccessGrant, GrantKind } from "./access-grant.ts";

const credentialsOf: GrantKind["credentialsOf"] = (secret, _, addressOf) => ({ address: sessionLinkOf(addressOf("/"), secret) });

/** The kind of a display on a wall, which is shown less than a browser: see `visibilityOf`. */
export const wallKindName = "wall";

/** Browsers do not send the part after # to a server, so no log contains the secret. */
export const sessionLinkOf = (dashboard: string, secret: string): string => `${dashboard}#session=${secret}`;

/** The kinds that open the dashboard: for the browser of a person, and for a display on a wall, which can only read and tick. */
export const browserKinds: readonly GrantKind[] = [
  { kind: "browser", title: "Browser", target: "hub", access: ["full", "read"], isLink: true, credentialsOf },
  { kind: wallKindName, title: "Wall display", target: "hub", access: ["read"], isLink: true, canTick: true, credentialsOf },
];

/** Whether it opens the dashboard, which can show a wall page. */
export const isBrowserGrant = (grant: AccessGrant): boolean => browserKinds.some(({ kind }) => kind === grant.kind);
