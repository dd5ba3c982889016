import type { ValidationIssue } from "../errors/validation-issue.ts";

export type IssueRule = Pick<ValidationIssue, "rule" | "limit">;

/** What issues of Zod have besides the text. Source: https://zod.dev/packages/core#issue-types. Other libraries have other properties, or none. */
interface DetailedIssue {
  readonly code?: unknown;
  readonly origin?: unknown;
  readonly expected?: unknown;
  readonly format?: unknown;
  readonly values?: unknown;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly divisor?: unknown;
  readonly inclusive?: unknown;
  /** Of a check that a plugin wrote: `{ rule }` says which rule it is. */
  readonly params?: { readonly rule?: unknown } | undefined;
}

/** The keyword of JSON Schema that the value does not meet. Empty if the issue does not say. */
export function issueRuleOf(issue: object, value: unknown): IssueRule {
  const { code, origin, expected, format, values, minimum, maximum, divisor, inclusive, params } = issue as DetailedIssue;
  if (value === undefined && (code === "invalid_type" || code === "invalid_value")) return { rule: "required" };
  if (code === "invalid_type") return withLimit("type", expected);
  if (code === "invalid_format") return format === "regex" ? { rule: "pattern" } : withLimit("format", format);
  if (code === "invalid_value") return withLimit("enum", Array.isArray(values) ? values.join(", ") : undefined);
  if (code === "not_multiple_of") return withLimit("multipleOf", divisor);
  if (code === "unrecognized_keys") return { rule: "additionalProperties" };
  if (code === "custom" && typeof params?.rule === "string") return { rule: params.rule };
  if (code === "too_small") return withLimit(boundOf("min", origin, inclusive), minimum);
  if (code === "too_big") return withLimit(boundOf("max", origin, inclusive), maximum);
  return {};
}

function boundOf(side: "min" | "max", origin: unknown, inclusive: unknown): string {
  if (origin === "string") return `${side}Length`;
  if (origin === "array" || origin === "set") return `${side}Items`;
  return inclusive === false ? (side === "min" ? "exclusiveMinimum" : "exclusiveMaximum") : `${side}imum`;
}

const withLimit = (rule: string, limit: unknown): IssueRule => ({
  rule,
  ...((typeof limit === "string" || typeof limit === "number") && { limit }),
});
