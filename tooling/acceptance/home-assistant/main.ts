import assert from "node:assert/strict";
import { join } from "node:path";
import { householdUsers } from "@casement/graph-emulator/household";
import { startDemoHousehold } from "../harness/demo-household.ts";
import { startMosquitto } from "../harness/mosquitto-broker.ts";
import { type AcceptanceRun, AcceptanceSkipped, runAcceptance } from "../harness/run-acceptance.ts";
import { checkAutomations, createAutomations } from "./checks/check-automations.ts";
import { checkNewEvent, checkTaskWrites } from "./checks/check-calendar-writes.ts";
import { addCaldavIntegration, checkCalendars, checkCalendarTrigger, checkRefreshBlueprint } from "./checks/check-calendars.ts";
import { checkControls } from "./checks/check-controls.ts";
import { checkEntities } from "./checks/check-entities.ts";
import { checkRegistries } from "./checks/check-registries.ts";
import { checkRemovedAccount } from "./checks/check-removed-account.ts";
import { checkRestarts } from "./checks/check-restarts.ts";
import { checkSignIn } from "./checks/check-sign-in.ts";
import { unexpectedLogLines } from "./configuration.ts";
import { startHomeAssistant } from "./home-assistant.ts";
import { type HomeAssistantRelease, homeAssistantReleases } from "./home-assistant-release.ts";
import { installHomeAssistant } from "./install-home-assistant.ts";

// Runs a real Home Assistant on a real Mosquitto with the demo household, and checks what people see and do there with its own interfaces.
// `HOME_ASSISTANT_FOLDER`: a folder to install both releases in and to keep. Default: a temporary one.
// Arguments: releases to run, such as 2026.11. Default: all.

const { main, personal, colleagues } = householdUsers;

/** Long intervals, so that no change appears just because of a scheduled refresh. */
const hourly = (kind: string) => `every: { ${kind}: 1h }`;
const accounts = [
  {
    name: "home",
    type: "work",
    user: main,
    plugins: [
      `calendar: { ${hourly("events")} }`,
      `email: { sensors: [{ name: Inbox, body: text }], ${hourly("messages")} }`,
      `status: { people: [${colleagues.mateo}], ${hourly("presence")} }`,
      "chat: { poll: 60m }",
      `todo: { ${hourly("tasks")} }`,
      "group-calendar: {}",
      "autoreply: {}",
    ],
  },
  { name: "personal", type: "personal", user: personal, plugins: ["calendar: {}", "email: {}", "todo: {}"] },
] as const;

/** Everything that is checked on one release of Home Assistant. */
async function checkRelease(release: HomeAssistantRelease, hass: string, run: AcceptanceRun): Promise<void> {
  const { phase } = run;
  const folder = join(run.folder, release.name);
  const ok = (text: string): void => run.ok(`${release.name}: ${text}`);
  await using broker = await startMosquitto(join(folder, "mosquitto"));
  await using ha = await phase("Starting Home Assistant", 150, () => startHomeAssistant(hass, release, join(folder, "ha"), broker));
  // With a high limit for attributes, so that all of them can be compared.
  const config = [broker.config(", maxAttributes: 1000000"), "caldav: true"];
  await using household = await phase("Starting the household", 90, () => startDemoHousehold(join(folder, "hub"), { accounts, config }));
  const context = { ha, broker, household, ok };
  await phase("Entities", 90, () => checkEntities(context));
  await phase("Devices", 30, () => checkRegistries(context));
  await phase("Controls", 90, () => checkControls(context));
  const { canWrite } = await phase("CalDAV integration", 60, () => addCaldavIntegration(context));
  await phase("Calendars and lists", 60, () => checkCalendars(context));
  await phase("Automations", 60, () => createAutomations(context));
  await phase("Actions of the automations", 90, () => checkAutomations(context));
  await phase("Calendar trigger", 90, () => checkCalendarTrigger(context));
  assert.ok(canWrite, "the hub offers writing to Home Assistant");
  if (release.createsEvents) await phase("New event", 60, () => checkNewEvent(context));
  await phase("Writing to lists", 90, () => checkTaskWrites(context));
  await phase("Restarts", 150, () => checkRestarts(context));
  await phase("Refreshed calendars and lists", 60, () => checkRefreshBlueprint(context));
  await phase("Sign-in", 60, () => checkSignIn(context));
  await phase("Removed account", 90, () => checkRemovedAccount(context));
  assert.deepEqual(unexpectedLogLines(ha.log(), release), [], "unexpected lines in Home Assistant's log");
  ok("Home Assistant's log has no warnings or errors");
}

await runAcceptance("home-assistant", 1_200, async (run) => {
  const only = process.argv.slice(2);
  const releases = homeAssistantReleases.filter(({ name }) => only.length === 0 || only.includes(name));
  const root = process.env.HOME_ASSISTANT_FOLDER ?? join(run.folder, "installed");
  const installed = await run.phase(`Installing Home Assistant ${releases.map(({ name }) => name).join(" and ")}`, 700, () =>
    Promise.allSettled(releases.map((release) => installHomeAssistant(release, join(root, release.name)))),
  );
  for (const [at, release] of releases.entries()) {
    const result = installed[at]!;
    if (result.status === "fulfilled") await checkRelease(release, result.value, run);
    else if (result.reason instanceof AcceptanceSkipped && releases.length > 1) run.skip(`${release.name}: ${result.reason.message}`);
    else throw result.reason;
  }
});
