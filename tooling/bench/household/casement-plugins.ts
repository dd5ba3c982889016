import type { PluginOptions } from "@casement/host";
import { autoreplyPlugin } from "@casement/plugin-autoreply";
import { calendarPlugin } from "@casement/plugin-calendar";
import { chatPlugin } from "@casement/plugin-chat";
import { emailPlugin } from "@casement/plugin-email";
import { statusPlugin } from "@casement/plugin-status";
import { todoPlugin } from "@casement/plugin-todo";

/** The plugins for the sensors of the reference household: 5 calendars, 2 mail sensors and a query sensor, own presence, chats, 4 lists, automatic replies. */
export const casementPlugins: readonly PluginOptions[] = [
  { plugin: calendarPlugin },
  {
    plugin: emailPlugin,
    config: {
      sensors: [
        { name: "Inbox", unread: true },
        { name: "Bills", folder: "Bills" },
        { name: "School", from: "school@news.example" },
      ],
    },
  },
  { plugin: statusPlugin },
  { plugin: chatPlugin, config: { poll: "60s" } },
  { plugin: todoPlugin },
  { plugin: autoreplyPlugin },
];

/** The same where Graph reports changes: chats then need no `poll`, and another person's presence makes the permission for presence wide enough. */
export const notifiedPlugins: readonly PluginOptions[] = casementPlugins.map((each) => {
  if (each.plugin.id === chatPlugin.id) return { plugin: chatPlugin };
  return each.plugin.id === statusPlugin.id ? { plugin: statusPlugin, config: { people: ["ann@reference.example"] } } : each;
});

/** Without permissions to change anything, Graph reports no presence and no tasks. */
export const readOnlyPlugins: readonly PluginOptions[] = casementPlugins.map((each) =>
  each.plugin.id === chatPlugin.id ? { plugin: chatPlugin } : each,
);
