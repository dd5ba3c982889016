/** A webhook that was switched off because it failed for long. */
export interface SwitchedOffWebhook {
  /** Its name in the configuration. */
  readonly webhook: string;
  /** When the first of the failures was, ISO 8601. */
  readonly failingSince: string;
  /** Why the last delivery failed, in plain words. */
  readonly reason: string;
}
