import type { AgentLimits } from "./agent-limits.ts";
import type { WallSettings } from "./wall-settings.ts";

/** One credential that the hub has given out: what it is for and when it was used. Its secret is not kept. */
export interface AccessGrant {
  /** Unique. People end the access by it. */
  readonly name: string;
  /** `browser`, `wall`, `program`, or a kind of a mounted surface, such as `caldav`. */
  readonly kind: string;
  /** `full`: also manages the hub. `add`: makes new things. `change`: also changes and removes what exists. */
  readonly access: "full" | "read" | "add" | "change";
  /** Omit for all accounts. */
  readonly accounts?: readonly string[];
  /** Full ids of sensors. Omit for all sensors of the accounts. */
  readonly sensors?: readonly string[];
  /** Options of the kind that are on, such as `busyOnly`. */
  readonly options?: Readonly<Record<string, boolean>>;
  /** Of an AI agent. */
  readonly limits?: AgentLimits;
  /** Of a display: full ids of the lists whose items it may complete and reopen. */
  readonly mayTick?: readonly string[];
  /** What the browser shows on its wall page. Omitted until somebody has arranged it. */
  readonly wall?: WallSettings;
  /** Of a program that asked for its access by OAuth: where the person was sent back to, such as `claude.ai`. */
  readonly connectedTo?: string;
  readonly createdAt: string;
  /** Omitted until the first use. */
  readonly usedAt?: string;
  /** Only for a one-time link that nobody has opened: when it stops working. */
  readonly expiresAt?: string;
}

/** What a person needs to use a grant. Shown once. */
export interface GrantCredentials {
  readonly address: string;
  readonly userName?: string;
  readonly password?: string;
  /** A file that sets up a program. It contains the secret. */
  readonly profile?: CredentialsProfile;
  /** The address as a QR code. Added by the hub. */
  readonly qrCode?: readonly string[];
}

export interface CredentialsProfile {
  /** `Phone.mobileconfig` */
  readonly name: string;
  readonly mediaType: string;
  readonly content: string;
}

/** A kind of grant, as the surface that accepts it describes it. */
export interface GrantKind {
  /** As in commands and JSON: `caldav`. */
  readonly kind: string;
  /** For people: `Calendar program (CalDAV)`. */
  readonly title: string;
  /** What one grant is for: the whole hub, one account, or one sensor or all of an account. */
  readonly target: "hub" | "account" | "sensor";
  /** The first one is the default. */
  readonly access: readonly AccessGrant["access"][];
  /** Switches by name, with their labels. */
  readonly options?: Readonly<Record<string, string>>;
  /** Set if no grant can be added, because the surface is not configured: what to do. */
  readonly unavailable?: string;
  /** Whether the secret is a link that opens one browser session within ten minutes. */
  readonly isLink?: true;
  /** Whether grants can have several accounts, and `limits`. */
  readonly isAgent?: true;
  /** Whether grants can have `mayTick`. */
  readonly canTick?: true;
  /** Default: the hub's address and the secret as a password. */
  credentialsOf?(secret: string, grant: AccessGrant, addressOf: AddressOf): GrantCredentials;
}

/** Gives the absolute address for a path of the hub. */
export type AddressOf = (path: string) => string;

/** The grant without an account that no longer exists, the grant itself if it does not name the account, or undefined if nothing is left. */
export function withoutAccount(grant: AccessGrant, account: string): AccessGrant | undefined {
  const accounts = grant.accounts?.filter((name) => name !== account);
  const isElsewhere = (id: string): boolean => !id.startsWith(`${account}/`);
  const sensors = grant.sensors?.filter(isElsewhere);
  const mayTick = grant.mayTick?.filter(isElsewhere);
  const isSame = [accounts, sensors, mayTick].every(
    (list, at) => list?.length === [grant.accounts, grant.sensors, grant.mayTick][at]?.length,
  );
  if (isSame) return grant;
  if (accounts?.length === 0 || sensors?.length === 0) return undefined;
  return { ...grant, ...(accounts && { accounts }), ...(sensors && { sensors }), ...(mayTick && { mayTick }) };
}

/** Whether the grant is for this account or for all. */
export const allowsAccount = ({ accounts }: AccessGrant, account: string): boolean => accounts?.includes(account) ?? true;
