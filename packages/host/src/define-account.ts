import type { Plugin } from "@casement/core";
import type { AccountOptions, DefinedAccount } from "./api.ts";

/**
 * One account of a host, with its plugins. The compiler checks each plugin's configuration and the names and durations in `every`;
 * `createHost` checks the rest.
 *
 *     defineAccount({
 *       name: "home",
 *       clientId: "11111111-1111-4111-8111-111111111111",
 *       accountType: "work",
 *       plugins: [{ plugin: calendarPlugin, config: { excludeDeclined: true }, every: { events: "2m" } }, { plugin: todoPlugin }],
 *     });
 */
export function defineAccount<const Name extends string, Plugins extends readonly Plugin[]>(
  options: AccountOptions<Name, Plugins>,
): DefinedAccount<Name, Plugins[number]> {
  return Object.freeze({ ...options }) as unknown as DefinedAccount<Name, Plugins[number]>;
}
