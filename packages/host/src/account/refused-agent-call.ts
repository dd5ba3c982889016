/** A call of an AI agent that its access does not allow. */
export interface RefusedAgentCall {
  /** The name of the access. */
  readonly client: string;
  readonly tool: string;
  readonly code: string;
}
