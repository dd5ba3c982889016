import { describe, expect, it } from "vitest";
import { createTestGraph, testUsers } from "../../../test/test-graph.fixture.ts";

const { ada, ben, pat } = testUsers;

describe("presence", () => {
  it("is returned for oneself, for another user, and for many users at once", async () => {
    const graph = createTestGraph();
    const { presence } = graph.emulator.control;
    presence.set(ada, { availability: "Busy", activity: "InAMeeting" });
    presence.set(ben, { availability: "Away", activity: "BeRightBack" });
    const [adaId, benId, patId] = [ada, ben, pat].map((name) => graph.emulator.directory.user(name)!.id);
    const client = await graph.client(ada, "Presence.Read.All");
    const ownPresence = (await client.get("/me/presence")).body;
    expect(ownPresence).toMatchObject({
      id: adaId,
      availability: "Busy",
      activity: "InAMeeting",
      outOfOfficeSettings: { isOutOfOffice: false },
    });
    expect((await client.get(`/users/${benId}/presence`)).body.activity).toBe("BeRightBack");
    expect((await client.get(`/communications/presences/${benId}`)).body.availability).toBe("Away");
    const many = await client.send("POST", "/communications/getPresencesByUserId", { ids: [benId, adaId, patId] });
    expect(many.body.value.map(({ id }: { id: string }) => id)).toEqual([benId, adaId]);
    presence.set(ada, { availability: "Available", activity: "Available" });
    const later = (await client.get("/me/presence")).body;
    expect(later.sequenceNumber > ownPresence.sequenceNumber).toBe(true);
    expect(presence.get(ada).activity).toBe("Available");
  });

  it("is not available for users of another tenant", async () => {
    const graph = createTestGraph();
    const client = await graph.client(ada, "Presence.Read.All");
    expect((await client.get(`/users/${pat}/presence`)).body.error.code).toBe("Request_ResourceNotFound");
    expect((await client.send("POST", "/communications/getPresencesByUserId", { ids: "all" })).status).toBe(400);
  });
});
