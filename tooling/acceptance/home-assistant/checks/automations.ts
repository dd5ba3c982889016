import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { householdUsers } from "@casement/graph-emulator";
import { eventually } from "../../household/eventually.ts";
import { lamp, light } from "../configuration.ts";
import { ownCalendar, ownCalendarEntity } from "./controls.ts";
import type { Look } from "./look.ts";
import { deviceOf } from "./registries.ts";

const user = householdUsers.main;
const blueprints = resolve(import.meta.dirname, "../../../../docs/blueprints");

/** Says what it is told in Home Assistant. */
const tell = (title: string, message: string) => ({ service: "persistent_notification.create", data: { title, message } });

/** Everything that was told, as `title: message`, in order. */
export async function told({ ha }: Pick<Look, "ha">): Promise<string[]> {
  const all: any[] = await ha.ask("persistent_notification/get");
  return all.map(({ title, message }) => `${title}: ${message}`).sort();
}

export const becomesTold = (look: Pick<Look, "ha">, text: string) =>
  eventually(`"${text}" to be told`, 20, async () => (await told(look)).includes(text));

/** The blueprints of docs/, imported and used as people do in the editor, and an automation on a device trigger. */
export async function makeAutomations(look: Look): Promise<void> {
  const { ha, ok } = look;
  const files = await readdir(blueprints);
  for (const file of files) {
    const yaml = await readFile(join(blueprints, file), "utf8");
    const source_url = /source_url: (\S+)/.exec(yaml)?.[1] ?? "";
    await ha.ask("blueprint/save", { domain: "automation", path: `casement/${file}`, yaml, source_url });
  }
  const known: Record<string, any> = await ha.ask("blueprint/list", { domain: "automation" });
  for (const file of files) assert(known[`casement/${file}`]?.metadata, `${file}: ${known[`casement/${file}`]?.error ?? "not imported"}`);

  const uses: Record<string, object> = {
    "on-while-event-runs": { calendar: ownCalendarEntity, target: { entity_id: lamp } },
    "light-by-presence": { presence: "sensor.casement_home_status_status", light: { entity_id: light } },
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
  const triggers: any[] = await ha.ask("device_automation/trigger/list", { device_id: id });
  const [trigger, ...more] = triggers.filter(({ type, subtype }) => type === "task-completed" && subtype === "todo");
  assert(trigger && more.length === 0, `the device has a trigger for finished tasks, and its triggers are ${JSON.stringify(triggers)}`);
  const { metadata: _, ...kept } = trigger;
  await save("finished", { trigger: [kept], action: [tell("Finished", "{{ trigger.payload_json.payload.title }}")] });
  for (const name of [...Object.keys(uses), "finished"]) await ha.becomes(`automation.${name.replaceAll("-", "_")}`, "on");
  ok(`${files.length} blueprints and an automation on one of ${triggers.length} device triggers are loaded`);

  async function save(name: string, automation: object): Promise<void> {
    await ha.rest("POST", `/api/config/automation/config/${name}`, { alias: name, description: "", ...automation });
  }
}

/** Things happen in the household, and the automations act. */
export async function watchAutomations(look: Look): Promise<void> {
  const { ha, household, ok } = look;
  const { api, emulator } = household;
  const at = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  await ha.becomes(lamp, "off");
  const event = { sensor: "acceptance", subject: "Dinner", start: at(-5), end: at(60) };
  await api("POST", "accounts/home/services/calendar/create-event", event);
  await ha.becomes(ownCalendarEntity, "on");
  await ha.becomes(lamp, "on");
  for (const { id } of emulator.control.calendar.events(user, ownCalendar)) emulator.control.calendar.deleteEvent(user, String(id));
  await ha.call("button", "press", { entity_id: "button.casement_home_refresh" });
  await ha.becomes(lamp, "off");
  ok("on-while-event-runs switched on when the event began and off when it ended");

  // Chosen earlier: do not disturb. The light follows the next change.
  await ha.call("select", "select_option", { entity_id: "select.casement_home_status_status", option: "Available" });
  await ha.becomes("sensor.casement_home_status_status", "Available");
  await ha.becomes(light, "off");
  await ha.call("select", "select_option", { entity_id: "select.casement_home_status_status", option: "DoNotDisturb" });
  await ha.becomes(light, "on");
  ok("light-by-presence lit the light");

  const { result } = await api("POST", "accounts/home/services/todo/create-task", { sensor: "tasks", title: "Water the plants" });
  await becomesTold(look, "Created: Water the plants");
  ok("notify-on-event told what was created");
  await api("POST", "accounts/home/services/todo/complete-task", { sensor: "tasks", id: result.id });
  await becomesTold(look, "Finished: Water the plants");
  ok("the device trigger told what was finished");
}
