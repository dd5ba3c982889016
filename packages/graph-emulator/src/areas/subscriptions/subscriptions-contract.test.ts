import { expect, it } from "vitest";
import { describeContract, exampleNamesOf, missingProperties, readExample } from "../../../test/areas/contract-data.fixture.ts";
import { createCertificate } from "../../../test/areas/subscriptions/certificate.fixture.ts";
import { createListener, createSubscription, type NotificationListener } from "../../../test/areas/subscriptions/listener.fixture.ts";
import { type TestClient, testUsers } from "../../../test/test-graph.fixture.ts";

const { ada, ben } = testUsers;

/** In Microsoft's examples, but not in the metadata. */
const notInMetadata = ["notificationContentType"];

const expirationDateTime = "2026-03-02T09:00:00Z";

async function setUp() {
  const listener = createListener();
  const client = await listener.graph.client(ada, "Mail.Read", "Chat.Read");
  const { id } = (await createSubscription(client, "me/messages", { lifecycleNotificationUrl: "https://hook.example/lifecycle" })).body;
  return { listener, client, id };
}

/** Subscribes to the messages of a chat with their contents, and sends one. */
async function sendChatMessage({ graph }: NotificationListener, client: TestClient): Promise<void> {
  const { chat } = graph.emulator.control;
  const id = chat.addChat(ada, { members: [ben] });
  const { encryptionCertificate } = createCertificate();
  await createSubscription(client, `chats/${id}/messages`, {
    includeResourceData: true,
    encryptionCertificate,
    encryptionCertificateId: "mine",
  });
  chat.say(ben, id, "Hello");
}

describeContract("subscriptions", (validate) => {
  it.each(exampleNamesOf("subscriptions").filter((name) => !name.includes("inbound")))("%s", async (name) => {
    const { client, id } = await setUp();
    const { method, path, requestBody, status, responseBody } = readExample(name);
    const certificate = requestBody?.encryptionCertificate && { encryptionCertificate: createCertificate().encryptionCertificate };
    const resource = requestBody?.resource && { resource: requestBody.resource.replace(/^users\/[^/]+/, "me") };
    const body = requestBody && { ...requestBody, ...certificate, ...resource, expirationDateTime };
    const response = await client.send(method, path.replace(/(?<=\/subscriptions\/)[^/]+/, id), body ?? undefined);
    expect([response.status, response.body?.error]).toEqual([status, undefined]);
    if (responseBody === null) return expect(response.body).toBeNull();
    expect(validate(responseBody.value ? "page.subscription" : "subscription.read", response.body)).toEqual([]);
    expect(missingProperties(responseBody, response.body).filter((property) => !notInMetadata.includes(property))).toEqual([]);
  });

  it.each(exampleNamesOf("subscriptions").filter((name) => name.includes("inbound")))("%s", async (name) => {
    const { listener, client, id } = await setUp();
    const { mail, subscriptions } = listener.graph.emulator.control;
    const { lifecycleEvent, encryptedContent } = readExample(name).requestBody.value[0];
    if (lifecycleEvent === "reauthorizationRequired") subscriptions.requireReauthorization(id);
    else if (lifecycleEvent === "subscriptionRemoved") subscriptions.remove(id);
    else if (lifecycleEvent === "missed") subscriptions.miss(id);
    if (encryptedContent) await sendChatMessage(listener, client);
    else if (lifecycleEvent === "missed" || lifecycleEvent === undefined) mail.addMany(ada, "inbox", 1);
    await listener.takeReceived();
    const [notified] = listener.bodies;
    // `resourceData` is an open type.
    const closed = { value: notified!.value.map(({ resourceData, url: _, ...rest }) => rest) };
    expect(validate("changeNotificationCollection", closed)).toEqual([]);
    expect(missingProperties(readExample(name).requestBody, notified)).toEqual([]);
    expect(notified!.value[0]!.lifecycleEvent).toBe(lifecycleEvent);
  });
});
