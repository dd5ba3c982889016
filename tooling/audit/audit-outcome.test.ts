import { expect, it } from "vitest";
import { auditOutcomeOf } from "./audit-outcome.ts";

it.each([
  [0, "No known vulnerabilities found", "none"],
  [1, "│ high │ Prototype pollution in example │\n1 vulnerabilities found\nSeverity: 1 high", "found"],
  [1, "Error: ERR_PNPM_AUDIT_BAD_RESPONSE\n  × The audit endpoint responded with 405:", "not-answered"],
  [1, "request failed, reason: getaddrinfo ENOTFOUND", "not-answered"],
  [1, "", "found"],
] as const)("exit code %i and %j: %s", (exitCode, output, outcome) => {
  expect(auditOutcomeOf(exitCode, output)).toBe(outcome);
});
