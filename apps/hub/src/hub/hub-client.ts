import type { ScopeReport } from "@casement/core";
import type { AccountStatus, JournalEvent, ServiceInfo, SignInResult } from "@casement/host";

/** A sensor as `GET /api/v1/sensors` gives it: what is not known is null. */
export interface SensorView {
  readonly id: string;
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

/** What a person needs in order to sign in. */
export interface PendingSignIn {
  /** Device code: to be typed at `url`. */
  readonly userCode?: string;
  /** Where the browser goes. */
  readonly url: string;
  readonly expiresAt: Date;
  /** How it ended. A pasted sign-in ends by `complete`. */
  readonly done: Promise<SignInOutcome>;
}

/** `signed-in` has `username` and `missing`, a failure `code`, `means` and `cure`. */
export interface SignInOutcome {
  readonly outcome: SignInResult["outcome"];
  readonly username?: string;
  /** Permissions asked for and not granted. */
  readonly missing?: readonly string[];
  readonly code?: string;
  readonly means?: string;
  readonly cure?: string;
}

export interface EventPage {
  /** Oldest first. */
  readonly events: readonly JournalEvent[];
  /** Events between `after` and the first one are no longer kept. */
  readonly lost: boolean;
}

/** What commands ask of a hub: one that runs already, or one opened for the command. */
export interface HubClient {
  accounts(): Promise<readonly AccountStatus[]>;
  scopes(account: string): Promise<ScopeReport>;
  sensors(): Promise<readonly SensorView[]>;
  services(): Promise<readonly ServiceInfo[]>;
  call(account: string, service: string, input: Readonly<Record<string, unknown>>): Promise<unknown>;
  logout(account: string, keepData: boolean): Promise<void>;
  signIn(account: string, request: SignInRequest): Promise<PendingSignIn>;
  /** Ends a pasted sign-in with the address at which the browser ended. */
  complete(account: string, url: string): Promise<SignInOutcome>;
  close(): Promise<void>;
}
