import { householdUsers } from "@casement/graph-emulator/household";
import { type DemoHousehold, startDemoHousehold } from "../harness/demo-household.ts";

const { main, personal, colleagues } = householdUsers;

/** The household of `casement demo`: all plugins, two accounts, MCP. */
export const startAgentsHousehold = (folder: string): Promise<DemoHousehold> =>
  startDemoHousehold(folder, {
    config: ["mcp: true", "files: { read: [files], write: [files] }"],
    accounts: [
      {
        name: "home",
        type: "work",
        user: main,
        plugins: [
          "calendar: {}",
          "email: { sensors: [{ name: Inbox, body: text }] }",
          `status: { people: [${colleagues.mateo}, ${colleagues.priya}] }`,
          "chat: {}",
          "todo: {}",
          "group-calendar: {}",
          "autoreply: {}",
        ],
      },
      { name: "personal", type: "personal", user: personal, plugins: ["calendar: {}", "email: {}", "todo: {}"] },
    ],
  });
