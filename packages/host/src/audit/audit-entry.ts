/** One call of an AI agent. It names no content: no input, no result, no addresses. */
export interface AuditEntry {
  /** ISO 8601. */
  readonly at: string;
  /** The name of the access, or of the hub's token. */
  readonly client: string;
  /** As the agent called it. */
  readonly tool: string;
  /** Omitted if the call was refused before its account was known. */
  readonly account?: string;
  /** What the call was for: the kind of item that the service changes or reads, such as `message`, or the plugin. */
  readonly target?: string;
  /**
   * `asked`: a person must agree first. `declined`: they did not. `refused`: the access does not allow it. `begun`: it is running, or the hub ended
   * before it was done; it may have changed something.
   */
  readonly outcome: "begun" | "done" | "asked" | "declined" | "refused" | "failed";
  /** Of the error. */
  readonly code?: string;
}
