/** A message that waits for its delivery. Its keys are a format on disk. */
export interface QueuedMessage {
  /** `webhook-id`: the same in every attempt, without a dot. */
  readonly id: string;
  /** Messages of one lane are delivered in order: a sensor, or the events of one plugin in one account. */
  readonly lane: string;
  readonly account: string;
  /** When it was queued (ms since 1970). */
  readonly at: number;
  /** The JSON to send. */
  readonly body: string;
}
