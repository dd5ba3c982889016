import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { householdUsers } from "@casement/graph-emulator";
import { waitFor } from "../../harness/wait-for.ts";
import { lampEntity, lightEntity } from "../configuration.ts";
import type { CheckContext } from "./check-context.ts";
import { newCalendar, newCalendarEntity } from "./check-controls.ts";
import { deviceOf } from "./check-registries.ts";

const user = householdUsers.main;
const blueprints = resolve(import.meta.dirname, "../../../../docs/blueprints");

/** Says what it is told in Home Assistant. */
const tell = (title: string, message: string) => ({ service: "persistent_notification.create", data: { title, message } });

/** Everything that was told, as `title: message`, in order. */
export async function notificationsIn({ ha }: Pick<CheckContext, "ha">): Promise<string[]> {
  const all: any[] = await ha.command("persistent_notification/get");
  return all.map(({ title, message }) => `${title}: ${message}`).sort();
}

export const waitForNotification = (look: Pick<CheckContext, "ha">, text: string) =>
  waitFor(`"${text}" to be told`, 20, async () => (await notificationsIn(look)).includes(text));

/** The blueprints of docs/, imported and used as people do in the editor, and an automation on a device trigger. */
export async function createAutomations(look: CheckContext): Promise<void> {
  const { ha, ok } = look;
  const files = await readdir(blueprints);
  for (const file of files) {
    const yaml = await readFile(join(blueprints, file), "utf8");
    const source_url = /source_url: (\S+)/.exec(yaml)?.[1] ?? "";
    await ha.command("blueprint/save", { domain: "automation", path: `casement/${file}`, yaml, source_url });
  }
  const known: Record<string, any> = await ha.command("blueprint/list", { domain: "automation" });
  for (const file of files) assert(known[`casement/${file}`]?.metadata, `${file}: ${known[`casement/${file}`]?.error ?? "not imported"}`);

  const uses: Record<string, object> = {
    "on-while-event-runs": { calendar: newCalendarEntity, target: { entity_id: lampEntity } },
    "light-by-presence": { presence: "sensor.casement_home_status_status", light: { entity_id: lightEntity } },
    "notify-on-event": {
      event: "event.casement_home_todo",
      event_type: "task-created",
      actions: [tell("Created", "{{ payload.title }}")],
    },
    "sign-in-required": {
      sign_in: "binary_sensor.casement_home_sign_in",
      delay: { seconds: 1 },
      actions: [tell("Sign in", "{{ cure is string and cure | length > 10 }}")],
    },
  };
  assert.deepEqual(
    Object.keys(uses)
      .map((name) => `${name}.yaml`)
      .sort(),
    files.sort(),
    "every blueprint is used here",
  );
  for (const [name, input] of Object.entries(uses)) await save(name, { use_blueprint: { path: `casement/${name}.yaml`, input } });

  const { id } = await deviceOf(look, "home");
  const triggers: any[] = await ha.command("device_automation/trigger/list", { device_id: id });
  const [trigger, ...more] = triggers.filter(({ type, subtype }) => type === "task-completed" && subtype === "todo");
  assert(trigger && more.length === 0, `the device has a trigger for finished tasks, and its triggers are ${JSON.stringify(triggers)}`);
  const { metadata: _, ...kept } = trigger;
  await save("finished", { trigger: [kept], action: [tell("Finished", "{{ trigger.payload_json.payload.title }}")] });
  for (const name of [...Object.keys(uses), "finished"]) await ha.waitForState(`automation.${name.replaceAll("-", "_")}`, "on");
  ok(`${files.length} blueprints and an automation on one of ${triggers.length} device triggers are loaded`);

  async function save(name: string, automation: object): Promise<void> {
    await ha.rest("POST", `/api/config/automation/config/${name}`, { alias: name, description: "", ...automation });
  }
}

/** Things happen in the household, and the automations act. */
export async function checkAutomations(look: CheckContext): Promise<void> {
  const { ha, household, ok } = look;
  const { api, emulator } = household;
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  await ha.waitForState(lampEntity, "off");
  const event = { sensor: "acceptance", subject: "Dinner", start: at(-5), end: at(60) };
  await api("POST", "accounts/home/services/calendar/create-event", event);
  await ha.waitForState(newCalendarEntity, "on");
  await ha.waitForState(lampEntity, "on");
  for (const { id } of emulator.control.calendar.events(user, newCalendar)) emulator.control.calendar.deleteEvent(user, String(id));
  await ha.call("button", "press", { entity_id: "button.casement_home_refresh" });
  await ha.waitForState(lampEntity, "off");
  ok("on-while-event-runs switched on when the event began and off when it ended");

  // Chosen earlier: do not disturb. The light follows the next change.
  await ha.call("select", "select_option", { entity_id: "select.casement_home_status_status", option: "Available" });
  await ha.waitForState("sensor.casement_home_status_status", "Available");
  await ha.waitForState(lightEntity, "off");
  await ha.call("select", "select_option", { entity_id: "select.casement_home_status_status", option: "DoNotDisturb" });
  await ha.waitForState(lightEntity, "on");
  ok("light-by-presence lit the light");

  const { result } = await api("POST", "accounts/home/services/todo/create-task", { sensor: "tasks", title: "Water the plants" });
  await waitForNotification(look, "Created: Water the plants");
  ok("notify-on-event told what was created");
  await api("POST", "accounts/home/services/todo/complete-task", { sensor: "tasks", id: result.id });
  await waitForNotification(look, "Finished: Water the plants");
  ok("the device trigger told what was finished");
}
