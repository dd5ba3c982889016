import type { Colours } from "./terminal/colours.ts";
import type { Io } from "./terminal/io.ts";

/** What every command gets beside its own arguments. */
export interface CommandContext {
  readonly io: Io;
  readonly paint: Colours;
  /** `--json` */
  readonly json: boolean;
  /** `--config` */
  readonly config: string | undefined;
}

/** Prints a result: as JSON where asked for, else as people read it. */
export function show({ io, json }: CommandContext, value: unknown, forPeople: () => string): void {
  io.print(json ? JSON.stringify(value, undefined, 2) : forPeople());
}
