/** What was called, and why it failed. The event contains the code and the message of a `CasementError`. */
export interface FailedCall {
  /** `plugin/name` */
  readonly service?: string;
  /** The sensor whose control was used: `plugin/sensor`. */
  readonly sensor?: string;
  /** The surface, as in `CallOptions`. */
  readonly via: string;
  readonly error: unknown;
}
