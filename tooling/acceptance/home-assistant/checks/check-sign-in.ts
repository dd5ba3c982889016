import assert from "node:assert/strict";
import { householdUsers } from "@casement/graph-emulator";
import { clientId } from "../../harness/demo-household.ts";
import { waitForNotification } from "./check-automations.ts";
import type { CheckContext } from "./check-context.ts";

/** Microsoft wants a new sign-in: people are told how, and what cannot work is unavailable until then. */
export async function checkSignIn(look: CheckContext): Promise<void> {
  const { ha, household, ok } = look;
  const { entra } = household.emulator.control;
  const control = "switch.casement_home_autoreply_autoreply";
  const kept = "sensor.casement_home_email_inbox";
  const before = await ha.state(kept);
  entra.revoke(householdUsers.main, clientId);
  entra.endRefreshTokens("revoked", householdUsers.main);
  entra.endAccessTokens("revoked", householdUsers.main);
  await ha.call("button", "press", { entity_id: "button.casement_home_refresh" });
  await ha.waitForState("binary_sensor.casement_home_sign_in", "on");
  await waitForNotification(look, "Sign in: True");
  await ha.waitForState(control, "unavailable");
  assert.equal((await ha.state(kept))?.state, before?.state);
  ok("a lost sign-in is told with its cure; controls are unavailable, values are kept");

  await household.signIn("home");
  await ha.waitForState("binary_sensor.casement_home_sign_in", "off");
  await ha.waitForState(control, "off");
  ok("signed in again, the controls are back");
}
