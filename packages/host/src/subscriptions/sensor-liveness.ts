import type { ProblemCause } from "./subscription-problem.ts";

/**
 * How changes of a sensor arrive. `live`: Microsoft reports them. `polled`: it does not, so the sensor is read at its interval. `waiting`:
 * it could, but the subscription is not there yet or no longer; until then, the sensor is polled.
 */
export type SensorLiveness = "live" | "polled" | "waiting";

/**
 * Why a sensor is not live. `not-reported`: Microsoft does not report its changes. `permission-missing`: only with the permission `scope`.
 * `receiver-failed`: no notifications arrive. `subscription-failed`, `subscription-pending`: its subscription. `shared-limit`: it is read less often than
 * configured, about every `minutes`, because all accounts of an organization share what Microsoft allows.
 */
export type LivenessCode =
  | "not-reported"
  | "permission-missing"
  | "receiver-failed"
  | "subscription-failed"
  | "subscription-pending"
  | "shared-limit";

/** All are absent while the host receives no notifications, because everything is then polled, unless a shared limit makes it slower. */
export interface TaskLiveness {
  readonly liveness?: SensorLiveness;
  /** Why it is not live, in plain words. */
  readonly livenessReason?: string;
  /** The reason for programs, and its facts. */
  readonly livenessCode?: LivenessCode;
  readonly livenessDetails?: Readonly<Record<string, unknown>>;
}

export const notReported: TaskLiveness = {
  liveness: "polled",
  livenessReason: "Microsoft does not report its changes.",
  livenessCode: "not-reported",
};

export const withoutPermission = (scope: string): TaskLiveness => ({
  liveness: "polled",
  livenessReason: `Microsoft reports its changes only with the permission ${scope}.`,
  livenessCode: "permission-missing",
  livenessDetails: { scope },
});

/** `cause`: for programs. */
export const waitingFor = (livenessCode: LivenessCode, livenessReason: string, cause?: ProblemCause): TaskLiveness => ({
  liveness: "waiting",
  livenessReason,
  livenessCode,
  ...(cause && { livenessDetails: { cause } }),
});

export const subscriptionPending: TaskLiveness = waitingFor("subscription-pending", "Its subscription is being made.");

/** `ms`: the interval that the limit leaves it. */
export const slowerEvery = (ms: number): TaskLiveness => {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  return {
    liveness: "polled",
    livenessReason: `Slower: shared limit. All accounts of this organization share what Microsoft allows, so it is read about every ${minutes} min.`,
    livenessCode: "shared-limit",
    livenessDetails: { minutes },
  };
};
