import type { Emulator } from "@casement/graph-emulator";
import type { ClientOperation } from "../operation.ts";

export interface CliMicrosoft365World {
  readonly emulator: Emulator;
  /** What people type after `m365`. Returns the JSON that the command prints, or its text. */
  command(...args: readonly string[]): Promise<any>;
}

export interface CliMicrosoft365Operation extends ClientOperation {
  readonly command?: readonly string[];
  /** For what needs more than one command. */
  readonly does?: (world: CliMicrosoft365World) => Promise<unknown>;
}
