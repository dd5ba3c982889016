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

// A real Home Assistant on a real Mosquitto with the demo household: what people see and do there, by its own interfaces.
// `HOME_ASSISTANT_VENV` names a virtual environment to use, or to make and keep; otherwise one is made and removed.

const { main, personal, colleagues } = householdUsers;

/** Rounds are far apart, so that nothing appears by chance. */
const rarely = (kind: string) => `every: { ${kind}: 1h }`;
const accounts = [
  {
    name: "home",
    type: "work",
    user: main,
    plugins: [
      `calendar: { ${rarely("events")} }`,
      `email: { sensors: [{ name: Inbox, body: text }], ${rarely("messages")} }`,
      `status: { people: [${colleagues.mateo}], ${rarely("presence")} }`,
      "chat: { poll: 60m }",
      `todo: { ${rarely("tasks")} }`,
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
  // Longer attributes than usual: all of them shall be compared.
  await using household = await phase("Starting the household", 90, () =>
    startDemoHousehold(join(folder, "hub"), broker, accounts, ", maxAttributes: 1000000"),
  );
  const look = { ha, household, ok };
  await phase("Entities", 90, () => checkEntities(look));
  await phase("Devices", 30, () => checkRegistries(look));
  await phase("Controls", 90, () => checkControls(look));
  await phase("Automations", 60, () => createAutomations(look));
  await phase("What they do", 90, () => checkAutomations(look));
  await phase("Absence", 150, () => checkRestarts(look));
  await phase("Sign-in", 60, () => checkSignIn(look));
  assert.deepEqual(unexpectedLogLines(ha.log()), [], "Home Assistant complains");
  ok("Home Assistant's log has neither warnings nor errors");
});
