import type { AddedArea, Emulator } from "@casement/graph-emulator";
import type { AccountOptions } from "@casement/host";
import type { TestHost } from "../create-test-host.ts";
import type { PermissionException } from "./permission-exception.ts";

type Input = Readonly<Record<string, unknown>>;

/** An input that a service accepts, or how to make one: `user` is the name of who is signed in. */
export type Example = Input | ((t: TestHost, user: string) => Input | Promise<Input>);

/** What the contract test needs to know of a plugin. */
export interface ContractOptions {
  /** The plugin's block in the config. */
  config?: unknown;
  /** What differs from a work account with updates: `{ accountType: "personal" }`, `{ sharedMailbox: … }`. */
  account?: Partial<Omit<AccountOptions, "plugins" | "name">>;
  /** Parts of Graph that the emulator lacks: `[createCollectionArea("/me/contacts")]`. `emulator.controlOf(area)` changes them. */
  areas?: readonly AddedArea[];
  /**
   * Fills the emulator, so that every sensor kind has something to show; called once for every user that signs in. Texts that it
   * returns must never reach a log or an error; subjects, addresses and bodies of what Graph answers are looked for anyway.
   */
  arrange?(emulator: Emulator, user: string): unknown;
  /** An example for every service. */
  services?: Readonly<Record<string, Example>>;
  /** Changes something from elsewhere, so that the plugin has something to announce. Needed by a plugin with events. */
  change?(emulator: Emulator, user: string): unknown;
  /** What the services change, to compare before and after. The values of the sensors are compared anyway. */
  snapshot?(emulator: Emulator, user: string): unknown;
  /** Where the plugin asks for more than Microsoft's map says it must: reviewed, with the reason and a source. */
  exceptions?: readonly PermissionException[];
}
