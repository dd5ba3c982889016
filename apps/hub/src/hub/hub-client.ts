import type { ScopeReport } from "@casement/core";
import type { AccountStatus, JournalEvent, ServiceInfo, SignInResult } from "@casement/host";
import type { PluginTexts } from "./state-formatter.ts";

/** A sensor as in `GET /api/v1/sensors`. Unknown values are null. */
export interface SensorView {
  readonly id: string;
  readonly plugin: string;
  readonly kind: string;
  readonly title: string;
  readonly state: unknown;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly updatedAt: string | null;
  readonly stale: boolean;
  readonly error: string | null;
  readonly gone: boolean;
}

export interface SignInRequest {
  readonly method: "device-code" | "callback" | "paste";
  readonly withoutUpdates: boolean;
}

/** A sign-in that waits for the user. */
export interface PendingSignIn {
  /** Only for a device code: the code to enter at `url`. */
  readonly userCode?: string;
  /** The page to open in a browser. */
  readonly url: string;
  readonly expiresAt: Date;
  /** Resolves at the end of the sign-in. With the method `paste`, call `complete` to end it. */
  readonly done: Promise<SignInOutcome>;
}

/** `signed-in` has `username` and `missing`; a failure has `code`, `means` and `cure`. */
export interface SignInOutcome {
  readonly outcome: SignInResult["outcome"];
  readonly username?: string;
  /** Permissions that were requested but not granted. */
  readonly missing?: readonly string[];
  readonly code?: string;
  readonly means?: string;
  readonly cure?: string;
}

export interface EventPage {
  /** Oldest first. */
  readonly events: readonly JournalEvent[];
  /** Whether events between `after` and the first event were discarded. */
  readonly lost: boolean;
}

/** What commands use of a hub: a running hub, or a host opened for the command. */
export interface HubClient {
  accounts(): Promise<readonly AccountStatus[]>;
  scopes(account: string): Promise<ScopeReport>;
  plugins(): Promise<readonly PluginTexts[]>;
  sensors(): Promise<readonly SensorView[]>;
  services(): Promise<readonly ServiceInfo[]>;
  call(account: string, service: string, input: Readonly<Record<string, unknown>>): Promise<unknown>;
  logout(account: string, keepData: boolean): Promise<void>;
  signIn(account: string, request: SignInRequest): Promise<PendingSignIn>;
  /** Ends a sign-in with the method `paste`. `url`: the last address of the browser. */
  complete(account: string, url: string): Promise<SignInOutcome>;
  close(): Promise<void>;
}
