import { createEmulator } from "@casement/graph-emulator";
import { addHousehold, householdUsers } from "@casement/graph-emulator/household";
import { expect, it } from "vitest";

it("notifies the app of a new message", async () => {
  const changes: string[] = [];
  const post = async (url: string, { body }: RequestInit) => {
    const token = new URL(url).searchParams.get("validationToken");
    if (token) return new Response(token, { headers: { "content-type": "text/plain" } });
    for (const { changeType } of JSON.parse(String(body)).value) changes.push(changeType);
    return new Response(null, { status: 202 });
  };
  const { fetch, control } = createEmulator({ populate: addHousehold, post });
  const authorization = `Bearer ${await control.tokens.issue(householdUsers.main, ["Mail.Read"])}`;
  const subscription = {
    resource: "me/mailFolders('inbox')/messages",
    changeType: "created",
    notificationUrl: "https://app.example/notifications",
    expirationDateTime: new Date(Date.now() + 3600_000).toISOString(),
  };
  await fetch("https://graph.microsoft.com/v1.0/subscriptions", {
    method: "POST",
    headers: { authorization, "content-type": "application/json" },
    body: JSON.stringify(subscription),
  });
  control.mail.addMany(householdUsers.main, "inbox", 1);
  await control.subscriptions.settled();
  expect(changes).toEqual(["created"]);
});
