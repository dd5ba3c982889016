import { testPlugin } from "@casement/testing";
import { contractOptions } from "../test/contract-options.fixture.ts";
import { emailPlugin } from "./plugin.ts";

// One read permission for everything. Requesting Mail.ReadBasic too would only lengthen the consent page.
const withBodies = {
  scope: "Mail.Read",
  why: "These sensors need bodies, previews, attachments or a search, which Mail.ReadBasic does not include.",
  source: "https://learn.microsoft.com/graph/permissions-reference#mailreadbasic",
};
const exceptions = [
  "GET /me/mailFolders",
  "GET /me/mailFolders/{id}",
  "GET /me/mailFolders/{id}/childFolders",
  "GET /me/mailFolders/{id}/messages",
  "GET /me/mailFolders/{id}/messages/delta",
].map((request) => ({ request, ...withBodies }));

testPlugin(emailPlugin, {
  ...contractOptions,
  config: {
    sensors: [
      { name: "Inbox", body: "text", preview: true, attachments: true },
      { name: "Plans", search: '"secret plans"', body: "html" },
      { name: "Bills", folder: "Inbox/Bills" },
    ],
  },
  exceptions,
});
