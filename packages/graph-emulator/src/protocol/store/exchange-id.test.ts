import { describe, expect, it } from "vitest";
import { createTestGraph, testUsers } from "../../../test/test-graph.fixture.ts";

const { ada } = testUsers;

async function setUp() {
  const graph = createTestGraph();
  const message = graph.emulator.control.mail.addMessage(ada, "inbox", { subject: "One" });
  return { message, client: await graph.client(ada, "Mail.ReadWrite", "Calendars.ReadWrite") };
}

describe("an id of Exchange", () => {
  it.each([
    ["GET", "/me/messages/nope"],
    ["PATCH", "/me/messages/nope"],
    ["DELETE", "/me/messages/nope"],
    ["GET", "/me/mailFolders/Bills"],
    ["GET", "/me/mailFolders/Bills/messages"],
    ["GET", "/me/events/nope"],
    ["DELETE", "/me/events/nope"],
    ["POST", "/me/events/nope/accept"],
    ["GET", "/me/calendars/nope"],
    ["GET", "/me/calendars/nope/events"],
    ["GET", "/me/calendarGroups/nope"],
    ["GET", "/me/calendarGroups/nope/calendars"],
  ])("that is malformed is refused with 400: %s %s", async (method, path) => {
    const { client } = await setUp();
    const { status, body } = await client.send(method, path, method === "GET" || method === "DELETE" ? undefined : {});
    expect([status, body.error.code, body.error.message, "exchange-id-malformed"]).toEqual([
      400,
      "ErrorInvalidIdMalformed",
      "Id is malformed.",
      "exchange-id-malformed",
    ]);
  });

  it("that is malformed is refused as the destination of a message", async () => {
    const { client, message } = await setUp();
    const { status, body } = await client.send("POST", `/me/messages/${message}/move`, { destinationId: "Bills" });
    expect([status, body.error.code]).toEqual([400, "ErrorInvalidIdMalformed"]);
  });

  it("that no item has is not found", async () => {
    const { client, message } = await setUp();
    await client.send("DELETE", `/me/messages/${message}`);
    expect((await client.get(`/me/messages/${message}`)).body.error.code).toBe("ErrorItemNotFound");
    expect((await client.get(`/me/events/${message}`)).body.error.code).toBe("ErrorItemNotFound");
  });
});
