/**
 * How changes of a sensor arrive. `live`: Microsoft reports them. `polled`: it does not, so the sensor is read at its interval. `waiting`:
 * it could, but the subscription is not there yet or no longer; until then, the sensor is polled.
 */
export type SensorLiveness = "live" | "polled" | "waiting";

/** Both are absent while the host receives no notifications: then everything is polled. */
export interface TaskLiveness {
  readonly liveness?: SensorLiveness;
  /** Why it is not live, in plain words. */
  readonly livenessReason?: string;
}
