import { inlineCode, markdownTable } from "../../../packages/testing/src/readme/markdown-table.ts";
import { benchDay, benchRow, campaignTotals, type MeasuredFigures } from "./measured-figures.ts";

/** The table of figures, each with the command that measures it again. */
export function figuresSection({ bench, campaign, caldav, agents, clients }: MeasuredFigures): string {
  const requests = (title: string) => benchRow(bench, "HTTP requests", title)[0];
  const [ready, memory] = benchRow(bench, "ready, s", inlineCode("casement start"));
  const [, size, packages] = /^Installed: ([\d.]+) MB of files.*?, (\d+) packages/m.exec(bench) ?? [];
  if (size === undefined) throw new Error("tooling/bench/RESULTS.md does not say what is installed.");
  const { scenarios, expected, lost, doubled, unrecovered, day } = campaignTotals(campaign);
  const revisions = Object.entries(agents.conformance);
  return markdownTable(
    ["What", "Figure", "Measured by", "On"],
    [
      [
        "Requests an hour to Microsoft, for an idle household: 5 calendars, mail, presence, 10 chats, 4 lists, automatic replies",
        `${requests("Casement, polling")} polling, ${requests("Casement, notifications")} with notifications. The O365 integration: ${requests("Predecessor")}`,
        inlineCode("npx pnpm@12 bench household"),
        benchDay(bench, "Cost of a household"),
      ],
      [
        "Changes and calls lost or doubled while the hub is killed, its disk fills, its clock jumps and Microsoft answers nonsense",
        `${lost} of ${expected.toLocaleString("en-US")} lost, ${doubled} doubled; ${scenarios - unrecovered} of ${scenarios} scenarios recovered`,
        inlineCode("npx pnpm@12 campaign"),
        day,
      ],
      [
        "The hub with all plugins",
        `ready in ${ready} s, ${memory} MB of memory, ${size} MB installed in ${packages} packages`,
        inlineCode("npx pnpm@12 bench hub"),
        benchDay(bench, "Cost of the hub"),
      ],
      [
        "CalDAV features that caldav-server-tester examines, beside Radicale",
        `${caldav.features - caldav.lacking} of ${caldav.features} as there or better; [why not the others](tooling/acceptance/caldav/RESULTS.md)`,
        inlineCode("npx pnpm@12 acceptance:caldav"),
        caldav.on,
      ],
      [
        "MCP's conformance suite",
        `all that apply: ${revisions.map(([revision, { passed }]) => `${passed} scenarios of ${revision}`).join(", ")}; [which do not](tooling/acceptance/agents/conformance/not-applicable.ts)`,
        inlineCode("npx pnpm@12 acceptance:agents"),
        agents.on,
      ],
      [
        "Other people's Graph clients that use the emulator as they are",
        `${clients.clients.length}, with ${clients.checks} operations`,
        inlineCode("npx pnpm@12 acceptance:clients"),
        clients.on,
      ],
    ],
  );
}
