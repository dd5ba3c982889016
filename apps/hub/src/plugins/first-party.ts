import type { Plugin } from "@casement/core";

/** The plugins of this repository by id. A package is imported only when an account asks for it. */
export const firstParty: Readonly<Record<string, () => Promise<Plugin>>> = {
  calendar: async () => (await import("@casement/plugin-calendar")).calendarPlugin,
  chat: async () => (await import("@casement/plugin-chat")).chatPlugin,
  status: async () => (await import("@casement/plugin-status")).statusPlugin,
  todo: async () => (await import("@casement/plugin-todo")).todoPlugin,
};
