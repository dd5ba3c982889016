import type { CommandIo } from "./terminal/command-io.ts";
import type { TextStyles } from "./terminal/text-styles.ts";

/** What every command receives in addition to its own arguments. */
export interface CommandContext {
  readonly io: CommandIo;
  readonly style: TextStyles;
  /** `--json` */
  readonly json: boolean;
  /** `--config` */
  readonly config: string | undefined;
}

/** Prints a result: as JSON with `--json`, otherwise as text. */
export function printResult({ io, json }: CommandContext, value: unknown, toText: () => string): void {
  io.print(json ? JSON.stringify(value, undefined, 2) : toText());
}
