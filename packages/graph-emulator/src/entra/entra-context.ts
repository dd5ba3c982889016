import type { Clock } from "@casement/core";
import type { AppPlatform, Directory } from "../directory.ts";
import type { SeededRandom } from "../seeded-random.ts";

import type { AdminConsentRequest } from "./admin-consent-requests.ts";
import type { PermissionLookup } from "./permission-lookup.ts";
import type { RequestedScopes } from "./requested-scopes.ts";
import type { TokenIssuer } from "./token-issuer.ts";

/** Settings for behavior that changed in Entra, differs by tenant, or is uncertain. They can be changed at any time. */
export interface EntraSettings {
  /** Lifetime of an access token in seconds. */
  accessTokenLifetime: number;
  /** Milliseconds without use after which a refresh token expires (700082). */
  refreshTokenInactivity: number;
  /** Refuses to refresh tokens of personal accounts that signed in through `common` (70000), as observed since June 2026. */
  refusePersonalRefreshThroughCommon: boolean;
  /** How to handle a refresh that requests a revoked permission: refuse it (65001), as Entra does, or grant the remaining permissions. */
  missingScopeAtRefresh: "refuse" | "shrink";
  /**
   * How to handle a refresh of a personal account that names permissions without `https://graph.microsoft.com/`: issue a usable token, or
   * one that Graph refuses, as one user observed in June 2026.
   */
  bareScopesAtPersonalRefresh: "usable" | "unusable";
  /** Lifetime of a device code in seconds. */
  deviceCodeLifetime: number;
  /** Polling interval for devices in seconds. */
  deviceCodeInterval: number;
  /** Responds with `slow_down` to a device that polls faster. Off, because Entra is not known to do so. */
  enforceDeviceCodeInterval: boolean;
}

export const defaultEntraSettings: Readonly<EntraSettings> = {
  accessTokenLifetime: 3600,
  refreshTokenInactivity: 90 * 24 * 3600_000,
  refusePersonalRefreshThroughCommon: true,
  missingScopeAtRefresh: "refuse",
  bareScopesAtPersonalRefresh: "usable",
  deviceCodeLifetime: 900,
  deviceCodeInterval: 5,
  enforceDeviceCodeInterval: false,
};

/** Data of a sign-in, kept until tokens are issued. */
export interface SignInRecord {
  userId: string;
  clientId: string;
  /** Platform of the client. It determines whether a secret is required with the code and with each refresh. */
  platform: AppPlatform;
  /** First segment of the path: `common`, `consumers`, `organizations`, or a tenant. */
  authority: string;
  requested: RequestedScopes;
  /** When the user last authenticated. */
  signedInAt: Date;
  /** The user has done multi-factor authentication. */
  mfa: boolean;
  /** The sign-in began with a device code. */
  viaDeviceCode: boolean;
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
  /** Ended by the control interface, as after 90 days without use or by revocation. */
  ended?: "expired" | "revoked";
}

export interface DeviceRecord {
  userCode: string;
  clientId: string;
  authority: string;
  requested: RequestedScopes;
  expires: Date;
  polled?: Date;
  state:
    | { kind: "pending" }
    | { kind: "approved"; userId: string; signedIn: Date; mfa: boolean }
    | { kind: "declined" }
    | { kind: "redeemed" };
}

/** A fault of the token endpoint. */
export interface TokenFault {
  /** AADSTS code. */
  code: number;
  /** OAuth error, for codes that are not in `aadstsTable`. */
  error?: string;
  text?: string;
  suberror?: string;
  /** Applies only to this grant type, for example `refresh_token`. */
  grantType?: string;
  /** Applies only to this app. */
  clientId?: string;
  /** Number of times. Default: 1. */
  times?: number;
}

export interface BrowserSession {
  /** Time of each user's sign-in, by user id. */
  users: Map<string, Date>;
  /** Ids of users who have done multi-factor authentication. */
  verified: Set<string>;
}

/** State that all endpoints share. */
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
  /** By id. */
  readonly adminConsentRequests: Map<string, AdminConsentRequest>;
  readonly faults: (TokenFault & { times: number })[];
}
