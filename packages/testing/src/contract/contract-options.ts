import type { AddedArea, Emulator } from "@casement/graph-emulator";
import type { AccountOptions } from "@casement/host";
import type { TestHost } from "../create-test-host.ts";
import type { PermissionException } from "./permission-exception.ts";

type ServiceInput = Readonly<Record<string, unknown>>;

/** An input that the service accepts, or a function that creates one. `user` is the name of the signed-in user. */
export type ServiceExample = ServiceInput | ((t: TestHost, user: string) => ServiceInput | Promise<ServiceInput>);

/** What the contract test needs to know about a plugin. */
export interface ContractOptions {
  /** The plugin's block in the configuration. */
  config?: unknown;
  /** What differs from a work account with updates: `{ accountType: "personal" }`, `{ sharedMailbox: … }`. */
  account?: Partial<Omit<AccountOptions, "plugins" | "name">>;
  /** Parts of Graph that the emulator lacks: `[createCollectionArea("/me/planner/tasks")]`. `emulator.controlOf(area)` changes them. */
  areas?: readonly AddedArea[];
  /**
   * Fills the emulator so that every sensor kind has something to show. Called once for each user that signs in. The texts that it returns
   * must never appear in a log or an error. Subjects, addresses and bodies in Graph's responses are always looked for.
   */
  arrange?(emulator: Emulator, user: string): unknown;
  /** An example for every service. */
  services?: Readonly<Record<string, ServiceExample>>;
  /** Makes a change from outside that one of the plugin's events reports. Required for a plugin with events. */
  change?(emulator: Emulator, user: string): unknown;
  /** What the services change, to compare before and after. The values of the sensors are always compared. */
  snapshot?(emulator: Emulator, user: string): unknown;
  /** Reviewed requests for which the plugin asks for more than Microsoft's map requires, each with a reason and a source. */
  exceptions?: readonly PermissionException[];
}
