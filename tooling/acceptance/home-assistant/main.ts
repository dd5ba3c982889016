import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { startHousehold, user } from "./demo-household.ts";
import { install, release, type State, startHomeAssistant } from "./home-assistant.ts";
import { eventually, finish, freePort, run } from "./programs.ts";

// A real Home Assistant on a real Mosquitto with the demo household: what people see there, asked by its own REST API.
// `HOME_ASSISTANT_VENV` names a virtual environment to use or to make; otherwise one is made and removed.

const root = resolve(import.meta.dirname, "../../..");
const folder = await mkdtemp(join(tmpdir(), "casement-acceptance-"));
const say = (text: string) => console.log(text);

async function main(): Promise<void> {
  if ((await finish("mosquitto", ["-h"])).code === -1) return say("SKIPPED: mosquitto is not installed.");
  const venv = process.env.HOME_ASSISTANT_VENV ?? join(folder, "venv");
  if (!existsSync(join(venv, "bin/hass"))) {
    say(`Installing Home Assistant ${release} …`);
    const problem = await install(venv);
    if (problem !== undefined) return say(`SKIPPED: ${problem}`);
  }
  const port = await freePort();
  await mkdir(join(folder, "mosquitto"));
  await writeFile(join(folder, "mosquitto/mosquitto.conf"), `listener ${port} 127.0.0.1\nallow_anonymous true\n`);
  await using _broker = run("mosquitto", ["-c", join(folder, "mosquitto/mosquitto.conf")]);
  say("Starting Home Assistant …");
  await using ha = await startHomeAssistant(venv, join(folder, "ha"), { port });
  say("Starting the household …");
  const household = await startHousehold(root, join(folder, "hub"), { port });
  try {
    await look(ha, household);
  } finally {
    await household[Symbol.asyncDispose]();
  }
  await eventually("entities to become unavailable", 20, async () =>
    (await ha.state("sensor.casement_home_problem")).state === "unavailable" ? true : undefined,
  );
  say("ok  the hub stopped: its entities are unavailable");
  const complaints = ha
    .log()
    .split("\n")
    .filter((line) => /(WARNING|ERROR).*mqtt/i.test(line));
  assert.deepEqual(complaints, [], "Home Assistant complains");
  say("ok  Home Assistant has nothing to complain about in its log");
}

async function look(
  ha: Awaited<ReturnType<typeof startHomeAssistant>>,
  household: Awaited<ReturnType<typeof startHousehold>>,
): Promise<void> {
  const { api, emulator } = household;
  const becomes = (entity: string, state: string) =>
    eventually(`${entity} to be ${state}`, 30, async () => {
      const found = await ha.state(entity);
      return found.state === state ? found : undefined;
    });
  await becomes("sensor.casement_home_problem", "none");
  await becomes("binary_sensor.casement_home_sign_in", "off");

  const sensors: { id: string; kind: string; state: unknown; present: { kind: string } | null }[] = (await api("GET", "sensors")).sensors;
  assert(sensors.length > 8, "the household has sensors");
  for (const sensor of sensors) {
    const component = sensor.present?.kind === "binary" ? "binary_sensor" : "sensor";
    const entity = `${component}.casement_${sensor.id.replace(/[/-]/g, "_")}`;
    await becomes(entity, String(sensor.state));
  }
  say(`ok  ${sensors.length} sensors have the hub's states`);

  const names = (await ha.states()).map(({ entity_id }: State) => entity_id).filter((name) => name.includes("casement_home"));
  for (const name of [
    "button.casement_home_refresh",
    "button.casement_home_rescan",
    "select.casement_home_status_status",
    "event.casement_home_calendar",
    "event.casement_home_todo",
  ])
    assert(names.includes(name), `${name} is there (of ${names.join(", ")})`);
  say("ok  buttons, select and event entities are there");

  const control = "switch.casement_home_autoreply_autoreply";
  await becomes(control, "off");
  const answer = "I am away.";
  emulator.control.mailboxSettings.set(user, { automaticRepliesSetting: { internalReplyMessage: answer, externalReplyMessage: answer } });
  await ha.call("switch", "turn_on", { entity_id: control });
  await becomes(control, "on");
  const { automaticRepliesSetting } = emulator.control.mailboxSettings.get(user) as { automaticRepliesSetting?: { status?: string } };
  assert.equal(automaticRepliesSetting?.status, "alwaysEnabled");
  say("ok  the switch turned on in Home Assistant reached the mailbox");

  await ha.call("select", "select_option", { entity_id: "select.casement_home_status_status", option: "Busy" });
  await becomes("select.casement_home_status_status", "Busy");
  say("ok  the presence chosen in Home Assistant took effect");

  const before = await ha.state("event.casement_home_calendar");
  const start = new Date(Date.now() + 3_600_000).toISOString().slice(0, 16);
  const end = new Date(Date.now() + 7_200_000).toISOString().slice(0, 16);
  await api("POST", "accounts/home/services/calendar/create-event", { sensor: "calendar", subject: "Dinner", start, end });
  const fired = await eventually("the calendar's event entity to fire", 30, async () => {
    const now = await ha.state("event.casement_home_calendar");
    return now.state !== before.state && now.attributes.event_type === "event-created" ? now : undefined;
  });
  assert.equal(fired.attributes.payload.subject, "Dinner");
  assert.equal(fired.attributes.payload.origin, "casement");
  say("ok  an event entity fired with its payload");
}

try {
  await main();
} finally {
  await rm(folder, { recursive: true, force: true });
}
