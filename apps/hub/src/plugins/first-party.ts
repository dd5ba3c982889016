import type { Plugin } from "@casement/core";
import { importInstalled } from "./import-installed.ts";

export interface FirstParty {
  readonly package: string;
  /** @throws CasementError `config-invalid` with the command that installs it */
  load(): Promise<Plugin>;
}

/** Each is a package that people install or not, imported only when an account asks for it. */
const known = <M>(name: string, load: () => Promise<M>, pick: (module: M) => Plugin): FirstParty => ({
  package: name,
  load: async () => pick(await importInstalled(name, load)),
});

/** The plugins of this repository by id. */
export const firstPartyPackages: Readonly<Record<string, FirstParty>> = {
  autoreply: known(
    "@casement/plugin-autoreply",
    () => import("@casement/plugin-autoreply"),
    (module) => module.autoreplyPlugin,
  ),
  calendar: known(
    "@casement/plugin-calendar",
    () => import("@casement/plugin-calendar"),
    (module) => module.calendarPlugin,
  ),
  chat: known(
    "@casement/plugin-chat",
    () => import("@casement/plugin-chat"),
    (module) => module.chatPlugin,
  ),
  email: known(
    "@casement/plugin-email",
    () => import("@casement/plugin-email"),
    (module) => module.emailPlugin,
  ),
  "group-calendar": known(
    "@casement/plugin-group-calendar",
    () => import("@casement/plugin-group-calendar"),
    (module) => module.groupCalendarPlugin,
  ),
  status: known(
    "@casement/plugin-status",
    () => import("@casement/plugin-status"),
    (module) => module.statusPlugin,
  ),
  todo: known(
    "@casement/plugin-todo",
    () => import("@casement/plugin-todo"),
    (module) => module.todoPlugin,
  ),
};

/** For `loadConfig`. */
export const firstParty: Readonly<Record<string, () => Promise<Plugin>>> = Object.fromEntries(
  Object.entries(firstPartyPackages).map(([id, { load }]) => [id, load]),
);
