import assert from "node:assert/strict";
import { join } from "node:path";
import { householdUsers } from "@casement/graph-emulator";
import { startDemoHousehold } from "../harness/demo-household.ts";
import { startMosquitto } from "../harness/mosquitto-broker.ts";
import { runAcceptance } from "../harness/run-acceptance.ts";
import { checkAutomations, createAutomations } from "./checks/check-automations.ts";
import { checkControls } from "./checks/check-controls.ts";
import { checkEntities } from "./checks/check-entities.ts";
import { checkRegistries } from "./checks/check-registries.ts";
import { checkRestarts } from "./checks/check-restarts.ts";
import { checkSignIn } from "./checks/check-sign-in.ts";
import { unexpectedLogLines } from "./configuration.ts";
import { startHomeAssistant } from "./home-assistant.ts";
import { installHomeAssistant } from "./install-home-assistant.ts";

// Runs a real Home Assistant on a real Mosquitto with the demo household, and checks what people see and do there with its own interfaces.
// `HOME_ASSISTANT_VENV`: a virtual environment to use, or to create and keep. Default: a temporary one.

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

await runAcceptance("home-assistant", 720, async ({ folder, phase, ok }) => {
  await using broker = await startMosquitto(join(folder, "mosquitto"));
  const venv = process.env.HOME_ASSISTANT_VENV ?? join(folder, "venv");
  await installHomeAssistant(venv, phase);
  await using ha = await phase("Starting Home Assistant", 150, () => startHomeAssistant(venv, join(folder, "ha"), broker));
  // With a high limit for attributes, so that all of them can be compared.
  await using household = await phase("Starting the household", 90, () =>
    startDemoHousehold(join(folder, "hub"), broker, accounts, ", maxAttributes: 1000000"),
  );
  const context = { ha, household, ok };
  await phase("Entities", 90, () => checkEntities(context));
  await phase("Devices", 30, () => checkRegistries(context));
  await phase("Controls", 90, () => checkControls(context));
  await phase("Automations", 60, () => createAutomations(context));
  await phase("Actions of the automations", 90, () => checkAutomations(context));
  await phase("Restarts", 150, () => checkRestarts(context));
  await phase("Sign-in", 60, () => checkSignIn(context));
  assert.deepEqual(unexpectedLogLines(ha.log()), [], "unexpected lines in Home Assistant's log");
  ok("Home Assistant's log has no warnings or errors");
});
