import { join } from "node:path";
import { householdUsers } from "@casement/graph-emulator/household";
import type { Client } from "@modelcontextprotocol/client";
import { startAgentsHousehold } from "../../acceptance/agents/agents-household.ts";
import type { DemoHousehold } from "../../acceptance/harness/demo-household.ts";
import { installNpmPackages } from "../../acceptance/harness/install-packages.ts";
import { connectHub, connectLokka, connectSofteria, npmPackages, redirectSofteria } from "./connect-servers.ts";
import { type ListCost, measureCall, measureList, type TextCost } from "./mcp-cost.ts";

export interface AgentFigures {
  readonly lists: Readonly<Record<string, ListCost>>;
  /** What one question costs: of Casement, of Softeria, and of Softeria with `$select`, which Graph does not take for tasks. */
  readonly answers: Readonly<Record<string, readonly TextCost[]>>;
}

const scopes = ["Calendars.Read", "Mail.Read", "Tasks.Read"];
const account = "home";

/** Casement, Softeria's server and lokka on the same household. */
export async function runAgentsBench(folder: string): Promise<AgentFigures> {
  const npm = process.env.AGENT_SERVERS_FOLDER ?? join(folder, "npm");
  await installNpmPackages(npm, npmPackages);
  await using household = await startAgentsHousehold(join(folder, "hub"));
  await redirectSofteria(npm, household.emulatorAddress);
  return { lists: await measureLists(npm, household), answers: await measureAnswers(npm, household) };
}

async function measureLists(npm: string, household: DemoHousehold): Promise<Record<string, ListCost>> {
  const lists: Record<string, ListCost> = {};
  const measure = async (title: string, connecting: Promise<Client>): Promise<void> => {
    const client = await connecting;
    lists[title] = await measureList(client);
    await client.close();
  };
  const features = ["--org-mode", "--preset", "mail,calendar,tasks,teams"];
  await measure("**Casement**, seven plugins, two accounts", connectHub(household));
  await measure("**Casement**, calendar, mail and To Do", connectHub(household, "", ["calendar_*", "email_*", "todo_*"]));
  await measure("**Casement**, seven plugins, read-only", connectHub(household, "?access=read"));
  await measure("Softeria", connectSofteria(npm, []));
  await measure("Softeria, `--org-mode`", connectSofteria(npm, ["--org-mode"]));
  await measure("Softeria, mail, calendar, tasks and Teams", connectSofteria(npm, features));
  await measure("Softeria, the same, `--read-only`", connectSofteria(npm, [...features, "--read-only"]));
  await measure("Softeria, `--discovery`: tools to search for tools", connectSofteria(npm, ["--discovery"]));
  await measure("lokka: one tool for any request to Graph", connectLokka(npm));
  return lists;
}

async function measureAnswers(npm: string, household: DemoHousehold): Promise<AgentFigures["answers"]> {
  const { control } = household.emulator;
  const hub = await connectHub(household);
  const softeria = await connectSofteria(npm, ["--org-mode"], await control.tokens.issue(householdUsers.main, scopes));
  const [start, end] = [0, 7].map((days) => new Date(Date.now() + days * 86_400_000).toISOString());
  const week = { startDateTime: start, endDateTime: end, top: 100 };
  const list = control.todo.lists(householdUsers.main).find(({ displayName }) => displayName === "Groceries")!.id;
  const select = {
    mail: ["subject", "from", "toRecipients", "receivedDateTime", "isRead", "importance", "hasAttachments"],
    events: ["subject", "start", "end", "isAllDay", "location", "attendees"],
  };
  try {
    const inbox = { mailFolderId: "inbox", top: 25 };
    const tasks = { todoTaskListId: list, top: 100 };
    return {
      "25 mails of the inbox": [
        await measureCall(hub, "email_list-messages", { account, maxItems: 25 }),
        await measureCall(softeria, "list-mail-folder-messages", inbox),
        await measureCall(softeria, "list-mail-folder-messages", { ...inbox, select: select.mail }),
      ],
      "a week of the calendar": [
        await measureCall(hub, "calendar_list-events", { account, sensor: "calendar", start, end }),
        await measureCall(softeria, "get-calendar-view", week),
        await measureCall(softeria, "get-calendar-view", { ...week, select: select.events }),
      ],
      "one task list": [
        await measureCall(hub, "todo_list-tasks", { account, sensor: "groceries" }),
        await measureCall(softeria, "list-todo-tasks", tasks),
      ],
    };
  } finally {
    await hub.close();
    await softeria.close();
  }
}
