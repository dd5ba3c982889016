import { testPlugin } from "@casement/testing";
import { contractOptions } from "../test/contract-options.fixture.ts";
import { emailPlugin } from "./plugin.ts";

// A personal account without contents: Mail.ReadBasic. Attachments can still be saved if updates are enabled.
const withUpdates = ["", "/{id}/$value"].map((part) => ({
  request: `GET /me/messages/{id}/attachments${part}`,
  scope: "Mail.ReadWrite",
  why: "No sensor here needs Mail.Read, so it is not requested. Mail.ReadWrite, which is granted for updates, includes it.",
  source: "https://learn.microsoft.com/graph/permissions-reference#mailreadwrite",
}));
testPlugin(emailPlugin, {
  ...contractOptions,
  account: { accountType: "personal" },
  config: {
    sensors: [
      { name: "Inbox", from: "eve@elsewhere.example" },
      { name: "Bills", folder: "Inbox/Bills" },
    ],
    sentItems: true,
  },
  exceptions: withUpdates,
});
