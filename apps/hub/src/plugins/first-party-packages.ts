import type { Plugin } from "@casement/core";
import { importOptionalPackage } from "./import-optional-package.ts";

export interface FirstPartyPackage {
  readonly package: string;
  /** @throws CasementError `config-invalid` with the command that installs it */
  load(): Promise<Plugin>;
}

/** An optional package, imported only when an account uses it. */
const firstPartyPackage = <M>(name: string, load: () => Promise<M>, pluginOf: (module: M) => Plugin): FirstPartyPackage => ({
  package: name,
  load: async () => pluginOf(await importOptionalPackage(name, load)),
});

/** The packages of the first-party plugins, by plugin ID. */
export const firstPartyPackages: Readonly<Record<string, FirstPartyPackage>> = {
  autoreply: firstPartyPackage(
    "@casement/plugin-autoreply",
    () => import("@casement/plugin-autoreply"),
    (module) => module.autoreplyPlugin,
  ),
  calendar: firstPartyPackage(
    "@casement/plugin-calendar",
    () => import("@casement/plugin-calendar"),
    (module) => module.calendarPlugin,
  ),
  chat: firstPartyPackage(
    "@casement/plugin-chat",
    () => import("@casement/plugin-chat"),
    (module) => module.chatPlugin,
  ),
  email: firstPartyPackage(
    "@casement/plugin-email",
    () => import("@casement/plugin-email"),
    (module) => module.emailPlugin,
  ),
  "group-calendar": firstPartyPackage(
    "@casement/plugin-group-calendar",
    () => import("@casement/plugin-group-calendar"),
    (module) => module.groupCalendarPlugin,
  ),
  status: firstPartyPackage(
    "@casement/plugin-status",
    () => import("@casement/plugin-status"),
    (module) => module.statusPlugin,
  ),
  todo: firstPartyPackage(
    "@casement/plugin-todo",
    () => import("@casement/plugin-todo"),
    (module) => module.todoPlugin,
  ),
};

/** For `loadConfig`. */
export const firstPartyLoaders: Readonly<Record<string, () => Promise<Plugin>>> = Object.fromEntries(
  Object.entries(firstPartyPackages).map(([id, { load }]) => [id, load]),
);
