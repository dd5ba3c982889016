/** What `pnpm audit` found. */
export type AuditOutcome = "none" | "found" | "not-answered";

/** The registry has no advisories, or cannot be reached. */
const noAnswer = /ERR_PNPM_AUDIT_\w+|ERR_PNPM_FETCH|ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|certificate/i;

/** Reads the result of `pnpm audit`: exit code 1 means advisories, or that it could not ask for them. */
export function auditOutcomeOf(exitCode: number, output: string): AuditOutcome {
  if (exitCode === 0) return "none";
  return noAnswer.test(output) ? "not-answered" : "found";
}
