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
 * Says what is well and what is not, with cures. Exit code 0: nothing keeps the hub from working; 1: something does; 2: the configuration is
 * missing or wrong.
 */
export async function runDoctor(
  context: CommandContext,
  { offline = false }: DoctorOptions,
  around: Partial<DoctorEnvironment> = {},
): Promise<void> {
  const world: DoctorEnvironment = {
    io: context.io,
    clock: systemClock,
    transport: { fetch: (url, init) => fetch(url, init) },
    nodeVersion: process.versions.node,
    timeout: 10_000,
    ...around,
  };
  const checks = await runChecks(context, world, offline);
  if (context.io.signal.aborted) throw new CasementError("stopped", "Interrupted.");
  const status = worstStatusOf(checks);
  printResult(context, { status, checks }, () => formatChecks(checks, context.style));
  if (checks.some(({ id, status }) => id === "config" && status === "problem")) throw new ExitCodeError(2);
  if (status === "problem") throw new ExitCodeError(1);
}

const worstStatusOf = (checks: readonly DoctorCheck[]): DoctorCheck["status"] =>
  (["problem", "warning"] as const).find((status) => checks.some((check) => check.status === status)) ?? "ok";

function formatChecks(checks: readonly DoctorCheck[], style: TextStyles): string {
  const marks = { ok: style.green("ok     "), warning: style.yellow("warning"), problem: style.red("problem") };
  const lines = checks.flatMap(({ status, message, cure }) => [
    `${marks[status]}  ${toOneLine(message)}`,
    ...(cure === undefined ? [] : [`         → ${toOneLine(cure)}`]),
  ]);
  const count = (status: DoctorCheck["status"], one: string, many: string) => {
    const found = checks.filter((check) => check.status === status).length;
    return found === 0 ? [] : [found === 1 ? `one ${one}` : `${found} ${many}`];
  };
  const sum = [...count("problem", "problem", "problems"), ...count("warning", "warning", "warnings")].join(", ");
  return [...lines, "", sum === "" ? "All is well." : `Found: ${sum}.`].join("\n");
}
