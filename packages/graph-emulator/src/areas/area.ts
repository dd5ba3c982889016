import type { Clock } from "@casement/core";
import type { Directory } from "../directory.ts";
import type { DeltaTokens } from "../protocol/delta-tokens.ts";
import type { Route } from "../protocol/route.ts";
import type { IdGenerator } from "../protocol/store/id-generator.ts";

/** Services that an area can use. */
export interface AreaContext {
  readonly clock: Clock;
  readonly directory: Directory;
  /** Seed of the emulator. The same seed must produce the same ids and data. */
  readonly seed: string;
  readonly ids: IdGenerator;
  readonly deltas: DeltaTokens;
  /** Whether `owner` shared the mailbox or calendar with `user` through the control interface. */
  isSharedWith(owner: { id: string }, user: { id: string }, folder: "mail" | "calendar"): boolean;
}

/**
 * A part of Graph: routes, and control functions that change its data from outside Graph. The functions take and return JSON and are
 * available as `emulator.control.<name>.<function>(…)` and as `POST /_control/<name>/<function>` with a JSON array of arguments.
 */
export interface Area<Name extends string = string, Control extends object = object> {
  readonly name: Name;
  readonly routes: readonly Route[];
  readonly control: Control;
}

/** Creates an area that the emulator does not include, for `createEmulator({ areas })`. */
export type AddedArea<Control extends object = object> = (context: AreaContext) => Area<string, Control>;
