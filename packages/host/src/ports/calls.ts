import type { ErrorCode, RequestedSet } from "@casement/core";
import type { FailedCall } from "../account/failed-call.ts";
import type { RefusedAgentCall } from "../account/refused-agent-call.ts";
import type { SwitchedOffWebhook } from "../account/switched-off-webhook.ts";
import type { ResourceWrite } from "../agenda/collection.ts";
import type { CallOptions } from "../api.ts";

/** Calls of an account's owner, from any process. Without a cluster: a direct call. */
export interface CallPort {
  /**
   * Asks the owner of an account, and waits for the answer. An operation that is not `repeatable` runs at most once: if its owner ends after it began,
   * nobody knows the outcome, and it is not run again. What did not begin is passed to the next owner.
   * @throws CasementError what the operation threw, with its code and details; `outcome-unknown`, `store-unavailable`, `account-unknown`
   */
  call(request: CallRequest, options?: CallOptions): Promise<unknown>;
  /** Answers the calls of the accounts that this process owns. The returned function ends that: calls in progress are answered, others wait. */
  serve(handler: CallHandler): () => void;
}

export interface CallRequest {
  readonly account: string;
  readonly operation: AccountOperation;
  /** Whether running it twice does no more than once. Only services have others, see `ServiceInfo.repeatable`; reading is repeatable. */
  readonly repeatable: boolean;
  /** How long the caller waits (ms). Default: 16 minutes, one more than the longest service. */
  readonly limit?: number;
}

/**
 * Runs an operation of an account. Inputs and answers are JSON. `signal` aborts when the caller no longer waits, or when the account is lost.
 * `progress`: passed to the caller while it waits; a message may be lost.
 */
export type CallHandler = (
  account: string,
  operation: AccountOperation,
  context: { readonly signal: AbortSignal; progress(done: number, of: number): void },
) => Promise<unknown>;

/** What only the owner of an account can do. The members of `AccountHandle`, as JSON. */
export type AccountOperation =
  | { readonly do: "call"; readonly service: string; readonly input?: JsonObject; readonly via?: string }
  | { readonly do: "preview" | "reachesOthers"; readonly service: string; readonly input?: JsonObject }
  | { readonly do: "refresh"; readonly sensor?: string }
  | { readonly do: "rescan" | "scopes" }
  | { readonly do: "renew" }
  /** As `Host.services`, `Host.plugins` and `Host.graphMetrics` of the account. */
  | { readonly do: "services" | "plugins" | "graphMetrics" }
  /** As `Host.history`. `sensor`: its full id. */
  | { readonly do: "history"; readonly sensor: string; readonly days?: number }
  /** `status` and `userId` at this moment, as in `ToldAccount`: for who has just changed something. */
  | { readonly do: "status" }
  | { readonly do: "reportFailedCall"; readonly call: Omit<FailedCall, "error">; readonly error: ReportedError }
  | { readonly do: "reportWebhook"; readonly webhook: SwitchedOffWebhook }
  | { readonly do: "reportRefusedAgent"; readonly call: RefusedAgentCall }
  /** As `AccountHandle.collections`, and the members of one. */
  | { readonly do: "collections" }
  | { readonly do: "collectionHeads"; readonly collection: string; readonly range?: readonly [from: number | null, until: number | null] }
  | { readonly do: "collectionRead"; readonly collection: string; readonly groups: readonly string[] }
  | { readonly do: "collectionSince"; readonly collection: string; readonly token: string }
  | { readonly do: "collectionWrite"; readonly collection: string; readonly write: ResourceWrite }
  | { readonly do: "logout"; readonly keepData?: boolean }
  | { readonly do: "signIn"; readonly method: "device-code"; readonly requestedSet?: RequestedSet }
  | { readonly do: "signIn"; readonly method: "callback"; readonly redirectUri: string; readonly requestedSet?: RequestedSet }
  /** `awaitSignIn` answers with the `SignInResult`, or with nothing if the sign-in has not ended within two seconds. `id`: of the answer to `signIn`. */
  | { readonly do: "awaitSignIn"; readonly id: string }
  | { readonly do: "cancelSignIn"; readonly id: string }
  | { readonly do: "completeSignIn"; readonly url: string };

/** What may be told of an error that was thrown elsewhere. */
export interface ReportedError {
  readonly code: ErrorCode;
  readonly message: string;
}

type JsonObject = Readonly<Record<string, unknown>>;
