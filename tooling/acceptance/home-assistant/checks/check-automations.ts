import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { householdUsers } from "@casement/graph-emulator/household";
import { waitFor } from "../../harness/wait-for.ts";
import { lampEntity, lightEntity } from "../configuration.ts";
import { caldavCalendar, caldavList } from "./check-calendars.ts";
import type { CheckContext } from "./check-context.ts";
import { newCalendar, newCalendarEntity } from "./check-controls.ts";
import { deviceOf } from "./check-registries.ts";

const user = householdUsers.main;
const blueprints = resolve(import.meta.dirname, "../../../../docs/blueprints");

/** An action that creates a notification in Home Assistant. */
const notify = (title: string, message: string) => ({ service: "persistent_notification.create", data: { title, message } });

/** All notifications as `title: message`, sorted. */
export async function listNotifications({ ha }: Pick<CheckContext, "ha">): Promise<string[]> {
  const notifications: any[] = await ha.command("persistent_notification/get");
  return notifications.map(({ title, message }) => `${title}: ${message}`).sort();
}

export const waitForNotification = (context: Pick<CheckContext, "ha">, text: string, seconds = 20) =>
  waitFor(`"${text}" as a notification`, seconds, async () => (await listNotifications(context)).includes(text));

/** Imports and uses the blueprints of docs/ as the editor does, and creates an automation with a device trigger. */
export async function createAutomations(context: CheckContext): Promise<void> {
  const { ha, broker, ok } = context;
  const files = await readdir(blueprints);
  for (const file of files) {
    const yaml = await readFile(join(blueprints, file), "utf8");
    const source_url = /source_url: (\S+)/.exec(yaml)?.[1] ?? "";
    await ha.command("blueprint/save", { domain: "automation", path: `casement/${file}`, yaml, source_url });
  }
  const imported: Record<string, any> = await ha.command("blueprint/list", { domain: "automation" });
  for (const file of files)
    assert(imported[`casement/${file}`]?.metadata, `${file}: ${imported[`casement/${file}`]?.error ?? "not imported"}`);

  const inputs: Record<string, object> = {
    "on-while-event-runs": { calendar: newCalendarEntity, target: { entity_id: lampEntity } },
    // The household has no language, so its states are codes.
    "light-by-presence": {
      presence: "sensor.casement_home_status_status",
      states: ["In a call", "Nicht stören"],
      light: { entity_id: lightEntity },
    },
    "notify-on-event": {
      event: "event.casement_home_todo",
      event_type: "task-created",
      actions: [notify("Created", "{{ payload.title }}")],
    },
    "call-failed": {
      failed_call: "event.casement_home_call_failed",
      actions: [notify("Failed", "{{ called }} {{ code }}: {{ message }}")],
    },
    "sign-in-required": {
      sign_in: "binary_sensor.casement_home_sign_in",
      delay: { seconds: 1 },
      actions: [notify("Sign in", "{{ cure is string and cure | length > 10 }}")],
    },
    "refresh-calendars": {
      events: ["event.casement_home_calendar", "event.casement_home_todo"],
      entities: [caldavCalendar, caldavList],
    },
  };
  assert.deepEqual(
    Object.keys(inputs)
      .map((name) => `${name}.yaml`)
      .sort(),
    files.sort(),
    "all blueprints are used",
  );
  for (const [name, input] of Object.entries(inputs)) await save(name, { use_blueprint: { path: `casement/${name}.yaml`, input } });

  const { id } = await deviceOf(context, "home");
  const triggers: any[] = await ha.command("device_automation/trigger/list", { device_id: id });
  const [trigger, ...others] = triggers.filter(({ type, subtype }) => type === "task-completed" && subtype === "todo");
  assert(trigger && others.length === 0, `The device must have one trigger for task-completed. It has: ${JSON.stringify(triggers)}`);
  const { metadata: _, ...automationTrigger } = trigger;
  await save("finished", { trigger: [automationTrigger], action: [notify("Finished", "{{ trigger.payload_json.payload.title }}")] });
  for (const name of [...Object.keys(inputs), "finished"]) await ha.waitForState(`automation.${name.replaceAll("-", "_")}`, "on");
  // Home Assistant enables the automation before the broker knows of its subscription, and events are not retained.
  await broker.waitForSubscription("casement/home/event/todo/task-completed");
  ok(`${files.length} blueprints and an automation with one of ${triggers.length} device triggers are loaded`);

  async function save(name: string, automation: object): Promise<void> {
    await ha.rest("POST", `/api/config/automation/config/${name}`, { alias: name, description: "", ...automation });
  }
}

/** Causes events in the household, and checks that the automations act on them. */
export async function checkAutomations(context: CheckContext): Promise<void> {
  const { ha, household, ok } = context;
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
  ok("on-while-event-runs switched the lamp on when the event began and off when it ended");

  // An earlier check chose DoNotDisturb. The light follows the next change.
  await ha.call("select", "select_option", { entity_id: "select.casement_home_status_status", option: "Available" });
  await ha.waitForState("sensor.casement_home_status_status", "Available");
  await ha.waitForState(lightEntity, "off");
  await ha.call("select", "select_option", { entity_id: "select.casement_home_status_status", option: "DoNotDisturb" });
  await ha.waitForState(lightEntity, "on");
  ok("light-by-presence switched the light on");

  const { result } = await api("POST", "accounts/home/services/todo/create-task", { sensor: "tasks", title: "Water the plants" });
  await waitForNotification(context, "Created: Water the plants");
  ok("notify-on-event created a notification for the new task");
  await api("POST", "accounts/home/services/todo/complete-task", { sensor: "tasks", id: result.id });
  await waitForNotification(context, "Finished: Water the plants");
  ok("the device trigger created a notification for the finished task");

  // Automatic replies without a text.
  emulator.control.mailboxSettings.set(user, { automaticRepliesSetting: { internalReplyMessage: "", externalReplyMessage: "" } });
  const autoreply = "switch.casement_home_autoreply_autoreply";
  await ha.call("switch", "turn_on", { entity_id: autoreply });
  await waitFor("the failed call as a notification", 20, async () =>
    (await listNotifications(context)).some((text) => text.startsWith("Failed: autoreply/autoreply input-invalid: ")),
  );
  await ha.waitForState(autoreply, "off");
  ok("call-failed created a notification with the reason why the switch stays off");
}
