import { CasementError, systemClock } from "@casement/core";
import { type CommandContext, printResult } from "../command-context.ts";
import type { DoctorCheck, DoctorEnvironment } from "../doctor/doctor-check.ts";
import { runChecks } from "../doctor/run-checks.ts";
import { ExitCodeError } from "../exit-code-error.ts";
import { toOneLine } from "../terminal/format-table.ts";
import type { TextStyles } from "../terminal/text-styles.ts";

export interface DoctorOptions {
  readonly offline?: boolean;
}

/**
 * Prints the result of every check, and how to fix problems. Exit code 0: the hub can work; 1: a problem prevents it from working; 2: the
 * configuration is missing or invalid.
 */
export async function runDoctor(
  context: CommandContext,
  { offline = false }: DoctorOptions,
  overrides: Partial<DoctorEnvironment> = {},
): Promise<void> {
  const environment: DoctorEnvironment = {
    io: context.io,
    clock: systemClock,
    transport: { fetch: (url, init) => fetch(url, init) },
    nodeVersion: process.versions.node,
    timeout: 10_000,
    ...overrides,
  };
  const checks = await runChecks(context, environment, offline);
  if (context.io.signal.aborted) throw new CasementError("stopped", "Interrupted.");
  const status = worstStatusOf(checks);
  printResult(context, { status, checks }, () => formatChecks(checks, context.style));
  if (checks.some(({ id, status }) => id === "config" && status === "problem")) throw new ExitCodeError(2);
  if (status === "problem") throw new ExitCodeError(1);
}

const worstStatusOf = (checks: readonly DoctorCheck[]): DoctorCheck["status"] =>
  (["problem", "warning"] as const).find((status) => checks.some((check) => check.status === status)) ?? "ok";

function formatChecks(checks: readonly DoctorCheck[], style: TextStyles): string {
  const labels = { ok: style.green("ok     "), warning: style.yellow("warning"), problem: style.red("problem") };
  const lines = checks.flatMap(({ status, message, cure }) => [
    `${labels[status]}  ${toOneLine(message)}`,
    ...(cure === undefined ? [] : [`         → ${toOneLine(cure)}`]),
  ]);
  const count = (status: DoctorCheck["status"], singular: string, plural: string) => {
    const found = checks.filter((check) => check.status === status).length;
    return found === 0 ? [] : [found === 1 ? `one ${singular}` : `${found} ${plural}`];
  };
  const summary = [...count("problem", "problem", "problems"), ...count("warning", "warning", "warnings")].join(", ");
  return [...lines, "", summary === "" ? "No problems found." : `Found: ${summary}.`].join("\n");
}
