import type { AccountEvents } from "../account/account-events.ts";
import type { AccountPermissions } from "../account/account-permissions.ts";
import type { AccountRuntime } from "../account/account-runtime.ts";
import type { SignInMethods } from "../account/sign-in-methods.ts";
import type { AccountHandle } from "../api.ts";
import type { TaskTracker } from "../async/task-tracker.ts";
import type { AccountSignIn } from "../auth/account-sign-in.ts";
import type { Ledger } from "../feeds/ledger.ts";
import type { Scheduler } from "../feeds/scheduler.ts";
import type { GraphGateway } from "../graph/index.ts";
import type { StateHistory } from "../history/state-history.ts";

/** An open account and its parts. */
export interface OpenAccount {
  readonly handle: AccountHandle;
  readonly runtime: AccountRuntime;
  readonly signIn: AccountSignIn;
  readonly signInMethods: SignInMethods;
  readonly permissions: AccountPermissions;
  readonly scheduler: Scheduler;
  readonly ledger: Ledger;
  readonly gateway: GraphGateway;
  readonly accountEvents: AccountEvents;
  /** Undefined: no history is kept. */
  readonly history: StateHistory | undefined;
  /** The account's background work. */
  readonly tasks: TaskTracker;
  /** Call when the permissions may have changed: raises an event if they did. */
  comparePermissions(): void;
  /** Call when the status may have changed, so that those who show it elsewhere learn of it. */
  statusChanged(): void;
  /** From now on, nothing of the account is published or done in the background. What still ends belongs to no open log. */
  mute(): void;
}
