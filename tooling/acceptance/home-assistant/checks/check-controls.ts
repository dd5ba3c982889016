import assert from "node:assert/strict";
import { householdUsers } from "@casement/graph-emulator/household";
import { waitFor } from "../../harness/wait-for.ts";
import type { CheckContext } from "./check-context.ts";

const user = householdUsers.main;
const autoreply = "switch.casement_home_autoreply_autoreply";
const presence = "select.casement_home_status_status";
/** A calendar that the rescan button finds. It has no events, so its state does not depend on the time of day. */
export const newCalendar = "Acceptance";
export const newCalendarEntity = "binary_sensor.casement_home_calendar_acceptance";

/** Uses switch, select and buttons. The hub's intervals are one hour here, so only the control can cause a quick change. */
export async function checkControls({ ha, household, ok }: CheckContext): Promise<void> {
  const { control } = household.emulator;
  await ha.waitForState(autoreply, "off");
  const autoreplyText = "I am away.";
  control.mailboxSettings.set(user, {
    automaticRepliesSetting: { internalReplyMessage: autoreplyText, externalReplyMessage: autoreplyText },
  });
  const autoreplyStatus = () => control.mailboxSettings.get(user).automaticRepliesSetting?.status;
  await ha.call("switch", "turn_on", { entity_id: autoreply });
  await ha.waitForState(autoreply, "on");
  assert.equal(autoreplyStatus(), "alwaysEnabled");
  await ha.waitForState("sensor.casement_home_autoreply_autoreply", "always-enabled");
  await ha.call("switch", "turn_off", { entity_id: autoreply });
  await ha.waitForState(autoreply, "off");
  assert.equal(autoreplyStatus(), "disabled");
  ok("the automatic replies were switched on and off in the mailbox");

  await ha.call("select", "select_option", { entity_id: presence, option: "DoNotDisturb" });
  await ha.waitForState(presence, "DoNotDisturb");
  assert.equal(control.presence.get(user).availability, "DoNotDisturb");
  ok("the preferred presence was set in Teams");

  const inbox = "sensor.casement_home_email_inbox";
  const unread = Number((await ha.state(inbox))?.state);
  control.mail.deliver({ from: "Mateo <mateo@harbour-lane.example>", to: user, subject: "Keys", text: "They are at the desk." });
  await ha.call("button", "press", { entity_id: "button.casement_home_refresh" });
  await ha.waitForState(inbox, String(unread + 1));
  ok("the refresh button reads everything again");

  control.calendar.createCalendar(user, { name: newCalendar });
  await ha.call("button", "press", { entity_id: "button.casement_home_rescan" });
  await ha.waitForState(newCalendarEntity, "off");
  ok("the rescan button finds a new calendar");

  const eventEntity = "event.casement_home_email";
  const event = await waitFor(`${eventEntity} to fire`, 20, async () => {
    const found = await ha.state(eventEntity);
    return found?.attributes.event_type === "message-received" && found;
  });
  assert.equal(event.attributes.payload.subject, "Keys");
  assert.equal(event.attributes.payload.origin, "external");
  ok("the event entity fired with its payload");
}
