import assert from "node:assert/strict";
import { householdUsers } from "@casement/graph-emulator/household";
import { clientId } from "../../harness/demo-household.ts";
import { waitForNotification } from "./check-automations.ts";
import type { CheckContext } from "./check-context.ts";

/** When Microsoft requires a new sign-in, a notification names the cure, and controls are unavailable until then. */
export async function checkSignIn(context: CheckContext): Promise<void> {
  const { ha, household, ok } = context;
  const { entra } = household.emulator.control;
  const control = "switch.casement_home_autoreply_autoreply";
  const sensor = "sensor.casement_home_email_inbox";
  const before = await ha.state(sensor);
  entra.revoke(householdUsers.main, clientId);
  entra.endRefreshTokens("revoked", householdUsers.main);
  entra.endAccessTokens("revoked", householdUsers.main);
  await ha.call("button", "press", { entity_id: "button.casement_home_refresh" });
  await ha.waitForState("binary_sensor.casement_home_sign_in", "on");
  await waitForNotification(context, "Sign in: True");
  await ha.waitForState(control, "unavailable");
  assert.equal((await ha.state(sensor))?.state, before?.state);
  ok("an expired sign-in creates a notification with its cure; controls are unavailable, and sensors keep their values");

  await household.signIn("home");
  await ha.waitForState("binary_sensor.casement_home_sign_in", "off");
  await ha.waitForState(control, "off");
  ok("after signing in again, the controls are available");
}
