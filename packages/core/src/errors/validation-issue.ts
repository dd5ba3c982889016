/** What is wrong with a part of a value. */
export interface ValidationIssue {
  /** Path inside the value, for example `attendees.0.email`; empty for the value itself. */
  readonly path: string;
  /** The same as a JSON Pointer (RFC 6901): `/attendees/0/email`. */
  readonly pointer: string;
  readonly message: string;
  /**
   * The keyword of JSON Schema that is not met, if it is known: `required`, `minimum`. Also `after-start`, of an end before its start, and `exists`,
   * of a name that nothing has. For programs that have texts of their own.
   */
  readonly rule?: string;
  /** What the keyword demands: 10 for `maximum: 10`. */
  readonly limit?: string | number;
}

export const createIssue = (
  path: readonly (string | number)[],
  message: string,
  more: Pick<ValidationIssue, "rule" | "limit"> = {},
): ValidationIssue => ({
  path: path.join("."),
  pointer: path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join(""),
  message,
  ...more,
});
