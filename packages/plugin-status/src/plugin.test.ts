import { definitionOf, translatedText } from "@casement/core";
import { createTestHost, testPlugin } from "@casement/testing";
import { expect, it } from "vitest";
import { statusPlugin } from "./plugin.ts";

const colleague = "colleague@contoso.example";
const privateText = "A text that must not be logged";

testPlugin(statusPlugin, {
  config: { people: [colleague] },
  arrange({ directory, control }, user) {
    if (!directory.user(colleague)) directory.addUser({ userPrincipalName: colleague, displayName: "Colleague" });
    control.presence.set(user, { availability: "Available", activity: "Available" });
    control.presence.set(colleague, { availability: "Away", statusMessage: { message: { content: privateText, contentType: "text" } } });
    return [privateText];
  },
  change({ control }, user) {
    control.presence.set(user, { availability: "Busy", activity: "InAMeeting" });
    control.presence.set(colleague, { availability: "Busy", activity: "InACall" });
  },
  services: {
    "get-presence": { people: [colleague] },
    "find-person": { query: "coll" },
    "set-presence": { availability: "Busy", minutes: 30 },
    "clear-presence": {},
    "set-preferred-presence": { availability: "DoNotDisturb" },
    "clear-preferred-presence": {},
    "set-status-message": { message: "Back at three", minutes: 90 },
  },
});

it("shows status messages everywhere, since they are written to be seen, and accepts other names of a field", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: statusPlugin }] });
  expect((await t.host.plugins()).find(({ id }) => id === "status")?.privatePaths).toEqual({
    sensors: { status: [], person: [] },
    events: { "presence-changed": [] },
  });
  expect(await t.account.call("status/set-presence", { status: "Busy", duration: 30 })).toMatchObject({ activity: "InACall" });
});

it("has words for every state and choice in each language", () => {
  const { texts } = definitionOf(statusPlugin);
  expect(translatedText(texts, "en", "sensors.status.states.BeRightBack")).toBe("Be right back");
  expect(translatedText(texts, "en", "services.set-preferred-presence.input.availability.values.Offline")).toBe("Appear offline");
  expect(translatedText(texts, "de", "services.set-presence.input.activity.values.InACall")).toBe("In einem Anruf");
});
