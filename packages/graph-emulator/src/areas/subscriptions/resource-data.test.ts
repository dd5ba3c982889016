import { constants, createDecipheriv, createHmac, type KeyObject, privateDecrypt } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createCertificate } from "../../../test/areas/subscriptions/certificate.fixture.ts";
import { createListener, createSubscription, type ReceivedNotification } from "../../../test/areas/subscriptions/listener.fixture.ts";
import { testUsers } from "../../../test/test-graph.fixture.ts";
import { refusalTable } from "../../refusals/refusal-table.ts";

const { ada, ben } = testUsers;
const { privateKey, encryptionCertificate, thumbprint } = createCertificate();
const withData = { includeResourceData: true, encryptionCertificate, encryptionCertificateId: "mine" };

/** Decrypts content as Microsoft documents it for subscribers. */
function decrypt({ encryptedContent }: ReceivedNotification, key: KeyObject): Record<string, unknown> {
  const { data, dataKey, dataSignature } = encryptedContent!;
  const symmetric = privateDecrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha1" }, Buffer.from(dataKey!, "base64"));
  const bytes = Buffer.from(data!, "base64");
  expect(createHmac("sha256", symmetric).update(bytes).digest("base64")).toBe(dataSignature);
  const decipher = createDecipheriv("aes-256-cbc", symmetric, symmetric.subarray(0, 16));
  return JSON.parse(Buffer.concat([decipher.update(bytes), decipher.final()]).toString("utf8"));
}

describe("notifications with resource data", () => {
  it("contain the presence of another user, encrypted, with a token that proves the sender", async () => {
    const listener = createListener();
    const { emulator, clock } = listener.graph;
    const benId = emulator.directory.user(ben)!.id;
    const adaId = emulator.directory.user(ada)!.id;
    const client = await listener.graph.client(ada, "Presence.Read.All", "Presence.ReadWrite");
    const resource = `/communications/presences?$filter=id in ('${benId}','${adaId}')`;
    const { status, body } = await createSubscription(client, resource, { ...withData, changeType: "updated" });
    expect(status).toBe(201);
    emulator.control.presence.set(ben, { availability: "Busy", activity: "InACall" });
    const [first, ...more] = await listener.takeReceived();
    expect(more).toEqual([]);
    expect(first).toMatchObject({ changeType: "updated", resource: `communications/presences('${benId}')` });
    expect(first!.encryptedContent).toMatchObject({ encryptionCertificateId: "mine", encryptionCertificateThumbprint: thumbprint });
    expect(decrypt(first!, privateKey)).toMatchObject({ id: benId, availability: "Busy", activity: "InACall" });
    const [token] = listener.bodies[0]!.validationTokens!;
    const claims = JSON.parse(Buffer.from(token!.split(".")[1]!, "base64url").toString());
    expect([claims.aud, claims.appid]).toEqual([body.applicationId, "0bf30f3b-4a52-48df-9a82-234910c4a086"]);

    // An app's presence session becomes inactive after five minutes.
    const shown = { sessionId: "s", availability: "Available", activity: "Available", expirationDuration: "PT30M" };
    await client.send("POST", "/me/presence/setPresence", shown);
    expect((await listener.takeReceived()).map((arrived) => decrypt(arrived, privateKey).activity)).toEqual(["Available"]);
    await clock.advance(6 * 60_000, () => new Promise((resolve) => setImmediate(resolve)));
    expect((await listener.takeReceived()).map((arrived) => decrypt(arrived, privateKey).activity)).toEqual(["AvailableInactive"]);
  });

  it("contain the properties that $select names", async () => {
    const listener = createListener();
    const client = await listener.graph.client(ada, "Mail.Read");
    await createSubscription(client, "me/messages?$select=subject", { ...withData, changeType: "created" });
    listener.graph.emulator.control.mail.addMany(ada, "inbox", 1);
    const [arrived] = await listener.takeReceived();
    expect(Object.keys(decrypt(arrived!, privateKey)).filter((name) => !name.startsWith("@"))).toEqual(["id", "subject"]);
  });

  it("subscription-certificate", async () => {
    const { graph } = createListener();
    const client = await graph.client(ada, "Presence.Read.All", "Mail.Read", "Tasks.ReadWrite");
    const { status, code } = refusalTable["subscription-certificate"];
    const presence = `communications/presences/${graph.emulator.directory.user(ben)!.id}`;
    for (const [resource, more] of [
      [presence, {}],
      ["me/messages", { includeResourceData: true, encryptionCertificate }],
      ["me/messages", { ...withData, encryptionCertificate: "bm9uc2Vuc2U=" }],
      ["me/todo/lists/Tasks/tasks", withData],
    ] as const) {
      const response = await createSubscription(client, resource, more);
      expect([response.status, response.body.error.code]).toEqual([status, code]);
    }
    const long = await createSubscription(client, "me/messages", { ...withData, expirationDateTime: "2026-03-03T08:01:00Z" });
    expect(long.body.error.message).toContain("1440 minutes");
    const hour = await createSubscription(client, presence, { ...withData, expirationDateTime: "2026-03-02T09:01:00Z" });
    expect(hour.body.error.message).toContain("60 minutes");
  });
});
