import type { Clock } from "@casement/core";
import type { AppPlatform, Directory } from "../directory.ts";
import type { SeededRandom } from "../seeded-random.ts";
import type { PermissionLookup } from "./permission-lookup.ts";
import type { RequestedScopes } from "./requested-scopes.ts";
import type { TokenIssuer } from "./token-issuer.ts";

/** How this Entra behaves where the real one changed, differs by tenant, or is not sure. All may be changed while it runs. */
export interface EntraSettings {
  /** Seconds an access token lives. */
  accessTokenLifetime: number;
  /** Milliseconds without use after which a refresh token is dead (700082). */
  refreshTokenInactivity: number;
  /** Personal accounts that signed in through `common` are refused at refresh (70000), as seen since June 2026. */
  refusePersonalRefreshThroughCommon: boolean;
  /** A refresh that asks for a permission taken back meanwhile: refused (65001), as at Microsoft, or answered with what is left. */
  missingScopeAtRefresh: "refuse" | "shrink";
  /** Seconds a device code lives. */
  deviceCodeLifetime: number;
  /** Seconds between polls that a device is told to keep. */
  deviceCodeInterval: number;
  /** Answer `slow_down` to a device that polls faster. Off, because Entra itself is not known to. */
  enforceDeviceCodeInterval: boolean;
}

export const defaultEntraSettings: Readonly<EntraSettings> = {
  accessTokenLifetime: 3600,
  refreshTokenInactivity: 90 * 24 * 3600_000,
  refusePersonalRefreshThroughCommon: true,
  missingScopeAtRefresh: "refuse",
  deviceCodeLifetime: 900,
  deviceCodeInterval: 5,
  enforceDeviceCodeInterval: false,
};

/** What every kind of sign-in leaves behind until tokens are given. */
export interface SignInRecord {
  userId: string;
  clientId: string;
  /** Which kind of client signed in: decides whether a secret has to come with the code and with each refresh. */
  platform: AppPlatform;
  /** First part of the path: `common`, `consumers`, `organizations`, or a tenant. */
  authority: string;
  requested: RequestedScopes;
  /** When the user last proved who he is. */
  signedInAt: Date;
}

export interface CodeRecord extends SignInRecord {
  redirectUri: string;
  issued: Date;
  nonce: string | undefined;
  challenge: { value: string; method: "plain" | "S256" } | undefined;
  redeemed: boolean;
}

export interface RefreshRecord extends SignInRecord {
  issued: Date;
  /** Ended by the control interface: as after 90 idle days, or revoked. */
  ended?: "expired" | "revoked";
}

export interface DeviceRecord {
  userCode: string;
  clientId: string;
  authority: string;
  requested: RequestedScopes;
  expires: Date;
  polled?: Date;
  state: { kind: "pending" } | { kind: "approved"; userId: string; signedIn: Date } | { kind: "declined" } | { kind: "redeemed" };
}

/** An answer that the token endpoint gives instead of the right one. */
export interface TokenFault {
  /** AADSTS number. */
  code: number;
  /** For numbers that the table lacks. */
  error?: string;
  text?: string;
  suberror?: string;
  /** Only for this grant type, such as `refresh_token`. */
  grantType?: string;
  /** Only for this app. */
  clientId?: string;
  /** How often; 1 unless told. */
  times?: number;
}

export interface BrowserSession {
  /** When each signed in: by user id. */
  users: Map<string, Date>;
}

/** Everything the endpoints share. */
export interface EntraContext {
  readonly clock: Clock;
  readonly directory: Directory;
  readonly random: SeededRandom;
  readonly tokens: TokenIssuer;
  readonly permissions: PermissionLookup;
  readonly settings: EntraSettings;
  readonly browserSessions: Map<string, BrowserSession>;
  readonly codes: Map<string, CodeRecord>;
  readonly refreshTokens: Map<string, RefreshRecord>;
  readonly devices: Map<string, DeviceRecord>;
  readonly faults: (TokenFault & { times: number })[];
}
