import { testPlugin } from "@casement/testing";
import { statusPlugin } from "./plugin.ts";

const colleague = "colleague@contoso.example";
const words = "Words that stay out of logs";

testPlugin(statusPlugin, {
  config: { people: [colleague] },
  arrange({ directory, control }, user) {
    if (!directory.user(colleague)) directory.addUser({ userPrincipalName: colleague, displayName: "Colleague" });
    control.presence.set(user, { availability: "Available", activity: "Available" });
    control.presence.set(colleague, { availability: "Away", statusMessage: { message: { content: words, contentType: "text" } } });
    return [words];
  },
  change({ control }, user) {
    control.presence.set(user, { availability: "Busy", activity: "InAMeeting" });
    control.presence.set(colleague, { availability: "Busy", activity: "InACall" });
  },
  services: {
    "get-presence": { people: [colleague] },
    "set-presence": { availability: "Busy", minutes: 30 },
    "clear-presence": {},
    "set-preferred-presence": { availability: "DoNotDisturb" },
    "clear-preferred-presence": {},
    "set-status-message": { message: "Back at three", minutes: 90 },
  },
});
