import { CasementError, systemClock } from "@casement/core";
import { type CommandContext, show } from "../command-context.ts";
import type { Check, Surroundings } from "../doctor/check.ts";
import { examine } from "../doctor/examine.ts";
import { Ended } from "../ended.ts";
import type { Colours } from "../terminal/colours.ts";
import { oneLine } from "../terminal/table.ts";

export interface DoctorOptions {
  readonly offline?: boolean;
}

/**
 * Says what is well and what is not, with cures. Exit code 0: nothing keeps the hub from working; 1: something does; 2: the configuration is
 * missing or wrong.
 */
export async function doctor(
  context: CommandContext,
  { offline = false }: DoctorOptions,
  around: Partial<Surroundings> = {},
): Promise<void> {
  const world: Surroundings = {
    io: context.io,
    clock: systemClock,
    transport: { fetch: (url, init) => fetch(url, init) },
    node: process.versions.node,
    limit: 10_000,
    ...around,
  };
  const checks = await examine(context, world, offline);
  if (context.io.signal.aborted) throw new CasementError("stopped", "Interrupted.");
  const status = worst(checks);
  show(context, { status, checks }, () => text(checks, context.paint));
  if (checks.some(({ id, status }) => id === "config" && status === "problem")) throw new Ended(2);
  if (status === "problem") throw new Ended(1);
}

const worst = (checks: readonly Check[]): Check["status"] =>
  (["problem", "warning"] as const).find((status) => checks.some((check) => check.status === status)) ?? "ok";

function text(checks: readonly Check[], paint: Colours): string {
  const marks = { ok: paint.green("ok     "), warning: paint.yellow("warning"), problem: paint.red("problem") };
  const lines = checks.flatMap(({ status, message, cure }) => [
    `${marks[status]}  ${oneLine(message)}`,
    ...(cure === undefined ? [] : [`         → ${oneLine(cure)}`]),
  ]);
  const count = (status: Check["status"], one: string, many: string) => {
    const found = checks.filter((check) => check.status === status).length;
    return found === 0 ? [] : [found === 1 ? `one ${one}` : `${found} ${many}`];
  };
  const sum = [...count("problem", "problem", "problems"), ...count("warning", "warning", "warnings")].join(", ");
  return [...lines, "", sum === "" ? "All is well." : `Found: ${sum}.`].join("\n");
}
