import type { Clock } from "@casement/core";
import type { Directory } from "../directory.ts";
import type { DeltaTokens } from "./delta-tokens.ts";
import type { Route } from "./route.ts";
import type { IdGenerator } from "./store/id-generator.ts";

/** What an area is built on. */
export interface AreaContext {
  readonly clock: Clock;
  readonly directory: Directory;
  /** Of the emulator: the same seed gives the same ids and the same data. */
  readonly seed: string;
  readonly ids: IdGenerator;
  readonly deltas: DeltaTokens;
  /** Whether `user` may open `owner`'s mailbox or calendar at all: shares and delegations recorded through the control interface. */
  isSharedWith(owner: { id: string }, user: { id: string }, folder: "mail" | "calendar"): boolean;
}

/**
 * A part of Graph: routes, and control functions that change its data "from elsewhere". The functions take and return JSON and
 * appear as `emulator.control.<name>.<function>(…)` and as `POST /_control/<name>/<function>` with a JSON array of arguments.
 */
export interface Area<Name extends string = string, Control extends object = object> {
  readonly name: Name;
  readonly routes: readonly Route[];
  readonly control: Control;
}

/** Makes an area that the emulator does not have itself; `createEmulator({ areas })` takes any number. */
export type AddedArea<Control extends object = object> = (context: AreaContext) => Area<string, Control>;
