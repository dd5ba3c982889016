import type { RequestedSet, ScopeReport } from "@casement/core";
import type { AccountStatus, AuditEntry, JournalEvent, SensorJson, ServiceInfo, SignInResult } from "@casement/host";
import type { AccessGrant, AddedGrant, GrantKind, GrantRequest } from "@casement/surface-http";
import type { PluginTexts } from "./state-formatter.ts";

export interface SignInRequest {
  readonly method: "device-code" | "callback" | "paste";
  readonly requestedSet: RequestedSet;
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
  /** Stops waiting. */
  cancel(): void;
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
  /** The method that can work although this one failed. */
  readonly otherMethod?: "callback" | "device-code";
}

export interface EventPage {
  /** Oldest first. */
  readonly events: readonly JournalEvent[];
  /** Whether events between `after` and the first event were discarded. */
  readonly lost: boolean;
}

/** Whom a hub lets in, and what can be added. */
export interface AccessList {
  readonly grants: readonly AccessGrant[];
  readonly kinds: readonly Pick<GrantKind, "kind" | "target">[];
}

/** What commands use of a hub: a running hub, or a host opened for the command. */
export interface HubClient {
  accounts(): Promise<readonly AccountStatus[]>;
  scopes(account: string): Promise<ScopeReport>;
  plugins(): Promise<readonly PluginTexts[]>;
  sensors(): Promise<readonly SensorJson[]>;
  services(): Promise<readonly ServiceInfo[]>;
  call(account: string, service: string, input: Readonly<Record<string, unknown>>): Promise<unknown>;
  logout(account: string, keepData: boolean): Promise<void>;
  signIn(account: string, request: SignInRequest): Promise<PendingSignIn>;
  /** Renews the sign-in, and asks for what waits for approval. */
  renew(account: string): Promise<void>;
  /** Ends a sign-in with the method `paste`. `url`: the last address of the browser. */
  complete(account: string, url: string): Promise<SignInOutcome>;
  access(): Promise<AccessList>;
  addAccess(request: GrantRequest): Promise<AddedGrant>;
  revokeAccess(name: string): Promise<void>;
  /** The latest calls of AI agents, newest first. */
  audit(limit: number): Promise<readonly AuditEntry[]>;
  /** Removes an account from the configuration, with its sign-in, its data and its access. */
  removeAccount(name: string): Promise<void>;
  close(): Promise<void>;
}
