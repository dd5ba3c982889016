import { describe, expect, it } from "vitest";
import { changesOf, createListener, createSubscription } from "../../../test/areas/subscriptions/listener.fixture.ts";
import { testUsers } from "../../../test/test-graph.fixture.ts";

const { ada, ben } = testUsers;

describe("notifications report created, updated, and deleted items", () => {
  it("of messages in a folder, regardless of who changed them", async () => {
    const listener = createListener();
    const { mail } = listener.graph.emulator.control;
    mail.addMany(ada, "inbox", 1);
    const client = await listener.graph.client(ada, "Mail.ReadWrite");
    const { body: subscription } = await createSubscription(client, "me/mailFolders('inbox')/messages");
    expect(await listener.takeReceived()).toEqual([]);

    mail.addMany(ada, "inbox", 1);
    const [made] = await listener.takeReceived();
    expect(made).toMatchObject({ changeType: "created", clientState: "secret", subscriptionId: subscription.id });
    const id = made!.resourceData!.id;
    expect(made!.resource).toMatch(new RegExp(`^Users/[-0-9a-f]{36}/Messages/${id}$`));
    expect((await client.get(`/me/messages/${id}`)).status).toBe(200);

    await client.send("PATCH", `/me/messages/${id}`, { isRead: true });
    expect(changesOf(await listener.takeReceived())).toEqual([["updated", id]]);
    await client.send("POST", `/me/messages/${id}/move`, { destinationId: "archive" });
    expect(changesOf(await listener.takeReceived())).toEqual([["deleted", id]]);
    mail.addMany(ada, "drafts", 1);
    mail.addMany(ben, "inbox", 1);
    expect(await listener.takeReceived()).toEqual([]);
  });

  it("of the whole mailbox with immutable ids, where a move is an update", async () => {
    const listener = createListener();
    listener.graph.emulator.control.mail.addMany(ada, "inbox", 1);
    const client = await listener.graph.client(ada, "Mail.ReadWrite");
    const immutable = { prefer: 'IdType="ImmutableId"' };
    const [{ id }] = (await client.get("/me/messages", immutable)).body.value;
    await createSubscription(client, "/me/messages", { changeType: "updated" }, immutable);
    await client.send("POST", `/me/messages/${id}/move`, { destinationId: "archive" }, immutable);
    expect(changesOf(await listener.takeReceived())).toEqual([["updated", id]]);
  });

  it("of events, including occurrences of a series, and only the requested change types", async () => {
    const listener = createListener();
    const client = await listener.graph.client(ada, "Calendars.ReadWrite");
    await createSubscription(client, "me/events", { changeType: "updated, deleted" });
    const at = (hour: string) => ({ dateTime: `2026-03-03T${hour}:00:00`, timeZone: "UTC" });
    const range = { type: "numbered", startDate: "2026-03-03", numberOfOccurrences: 3 };
    const series = { subject: "Run", start: at("09"), end: at("10"), recurrence: { pattern: { type: "daily", interval: 1 }, range } };
    const { id } = (await client.send("POST", "/me/events", series)).body;
    expect(await listener.takeReceived()).toEqual([]);
    const days = "startDateTime=2026-03-03T00:00:00Z&endDateTime=2026-03-09T00:00:00Z";
    const [, second] = (await client.get(`/me/events/${id}/instances?${days}`)).body.value;
    await client.send("PATCH", `/me/events/${second.id}`, { subject: "Walk" });
    expect(changesOf(await listener.takeReceived())).toEqual([["updated", id]]);
    await client.send("DELETE", `/me/events/${id}`);
    expect(changesOf(await listener.takeReceived())).toEqual([["deleted", id]]);
  });

  it("of tasks in one list, and of messages in one chat or all chats", async () => {
    const listener = createListener();
    const { todo, chat } = listener.graph.emulator.control;
    const client = await listener.graph.client(ada, "Tasks.ReadWrite", "Chat.Read");
    const list = (await client.get("/me/todo/lists")).body.value[0].id;
    await createSubscription(client, `me/todo/lists/${list}/tasks`);
    const task = todo.addTask(ada, "Tasks", { title: "Read" });
    todo.removeTask(ada, "Tasks", task);
    todo.addTask(ada, "Flagged Emails", { title: "Elsewhere" });
    const kept = todo.addTask(ada, "Tasks", { title: "Kept" });
    expect(changesOf(await listener.takeReceived())).toEqual([["created", kept]]);

    const first = chat.addChat(ada, { type: "oneOnOne", members: [ben] });
    await createSubscription(client, `chats/${first}/messages`, { clientState: "one" });
    await createSubscription(client, "me/chats/getAllMessages", { clientState: "all" });
    const sent = chat.say(ben, first, "Hello");
    const received = await listener.takeReceived();
    expect(received.map(({ clientState, resourceData }) => [clientState, resourceData!.id])).toEqual([
      ["one", sent],
      ["all", sent],
    ]);
    expect(received[0]!.resource).toBe(`chats('${first}')/messages('${sent}')`);
    const second = chat.addChat(ada, { type: "group", topic: "Trip", members: [ben] });
    await listener.takeReceived();
    chat.say(ben, second, "Tomorrow?");
    expect((await listener.takeReceived()).map(({ clientState }) => clientState)).toEqual(["all"]);
    chat.deleteMessage(first, sent);
    expect((await listener.takeReceived()).map(({ changeType }) => changeType)).toEqual(["deleted", "deleted"]);
  });

  it("of messages in all chats, without those in a chat that refuses the subscriber", async () => {
    const listener = createListener();
    const { chat } = listener.graph.emulator.control;
    const client = await listener.graph.client(ada, "Chat.Read");
    const open = chat.addChat(ada, { type: "oneOnOne", members: [ben] });
    const elsewhere = chat.addChat(ada, { type: "group", topic: "Guests", members: [ben] });
    chat.say(ben, elsewhere, "Before");
    chat.refuse(elsewhere, 403);
    expect((await createSubscription(client, "me/chats/getAllMessages")).status).toBe(201);
    chat.say(ben, elsewhere, "Not for you");
    const sent = chat.say(ben, open, "Hello");
    expect(changesOf(await listener.takeReceived())).toEqual([["created", sent]]);
  });

  it("that were created by a part of a batch", async () => {
    const listener = createListener();
    const client = await listener.graph.client(ada, "Mail.ReadWrite");
    await createSubscription(client, "me/messages", { changeType: "created,updated" });
    const headers = { "Content-Type": "application/json" };
    const requests = [{ id: "1", method: "POST", url: "/me/messages", headers, body: { subject: "Draft" } }];
    await client.send("POST", "/$batch", { requests });
    expect((await listener.takeReceived()).map(({ changeType }) => changeType)).toEqual(["created"]);
  });

  it("without affecting counters or fault rules", async () => {
    const listener = createListener();
    const { counters, faults, mail } = listener.graph.emulator.control;
    await createSubscription(await listener.graph.client(ada, "Mail.Read"), "me/messages");
    counters.reset();
    faults.add({ status: 503 });
    mail.addMany(ada, "inbox", 1);
    expect(await listener.takeReceived()).toHaveLength(1);
    expect(counters.report().requests).toBe(0);
  });
});
