/**
 * How changes of a sensor arrive. `live`: Microsoft reports them. `polled`: it does not, so the sensor is read at its interval. `waiting`:
 * it could, but the subscription is not there yet or no longer; until then, the sensor is polled.
 */
export type SensorLiveness = "live" | "polled" | "waiting";

/**
 * Why a sensor is not live. `not-reported`: Microsoft does not report its changes. `permission-missing`: only with the permission `scope`.
 * `receiver-failed`: no notifications arrive. `subscription-failed`, `subscription-pending`: its subscription.
 */
export type LivenessCode = "not-reported" | "permission-missing" | "receiver-failed" | "subscription-failed" | "subscription-pending";

/** All are absent while the host receives no notifications: then everything is polled. */
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

export const waitingFor = (livenessCode: LivenessCode, livenessReason: string): TaskLiveness => ({
  liveness: "waiting",
  livenessReason,
  livenessCode,
});

export const subscriptionPending: TaskLiveness = waitingFor("subscription-pending", "Its subscription is being made.");
