import assert from "node:assert/strict";
import { join } from "node:path";
import { householdUsers } from "@casement/graph-emulator";
import { acceptance } from "../household/acceptance.ts";
import { startHousehold } from "../household/demo-household.ts";
import { startMosquitto } from "../household/mosquitto.ts";
import { surviveAbsence } from "./checks/absence.ts";
import { makeAutomations, watchAutomations } from "./checks/automations.ts";
import { useControls } from "./checks/controls.ts";
import { lookAtEntities } from "./checks/entities.ts";
import { lookAtRegistries } from "./checks/registries.ts";
import { breakSignIn } from "./checks/sign-in.ts";
import { complaints } from "./configuration.ts";
import { startHomeAssistant } from "./home-assistant.ts";
import { install } from "./install.ts";

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

await acceptance("home-assistant", 720, async ({ folder, phase, ok }) => {
  await using broker = await startMosquitto(join(folder, "mosquitto"));
  const venv = process.env.HOME_ASSISTANT_VENV ?? join(folder, "venv");
  await install(venv, phase);
  await using ha = await phase("Starting Home Assistant", 150, () => startHomeAssistant(venv, join(folder, "ha"), broker));
  // Longer attributes than usual: all of them shall be compared.
  await using household = await phase("Starting the household", 90, () =>
    startHousehold(join(folder, "hub"), broker, accounts, ", maxAttributes: 1000000"),
  );
  const look = { ha, household, ok };
  await phase("Entities", 90, () => lookAtEntities(look));
  await phase("Devices", 30, () => lookAtRegistries(look));
  await phase("Controls", 90, () => useControls(look));
  await phase("Automations", 60, () => makeAutomations(look));
  await phase("What they do", 90, () => watchAutomations(look));
  await phase("Absence", 150, () => surviveAbsence(look));
  await phase("Sign-in", 60, () => breakSignIn(look));
  assert.deepEqual(complaints(ha.log()), [], "Home Assistant complains");
  ok("Home Assistant's log has neither warnings nor errors");
});
