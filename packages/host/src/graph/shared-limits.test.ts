import { describe, expect, test } from "vitest";
import { createScriptedGateway, createThrottledReply } from "../../test/graph/gateway.fixture.ts";
import type { GovernorPort, GraphShare } from "../ports/index.ts";

/** A governor that says `later` some times, and what it was asked and told. */
function createScriptedGovernor(laters = 0) {
  const asked: GraphShare[] = [];
  const pauses: unknown[] = [];
  let left = laters;
  const governor: GovernorPort = {
    take(share) {
      asked.push(share);
      return left-- > 0 ? Promise.resolve("later") : "go";
    },
    pause: (share, ms) => void pauses.push([share, ms]),
  };
  return { asked, pauses, governor };
}
const whose = { app: "app", tenant: "tenant" };

describe("limits that accounts share", () => {
  test("are asked before each attempt, for its workload", async () => {
    const { asked, pauses, governor } = createScriptedGovernor();
    let tries = 0;
    const s = createScriptedGateway(() => (tries++ === 0 ? createThrottledReply("3") : { body: {} }), {
      sharedLimits: { governor, share: () => whose },
    });
    await s.run(s.graph.get("/me/presence"));
    const presence = { ...whose, workload: "presence" };
    expect(asked).toEqual([1, 2].map(() => ({ ...presence, purpose: "read", requests: 1 })));
    expect(pauses).toEqual([[presence, 3_000]]);
    await s.run(s.as({ purpose: "service" }).send("POST", "/me/events", {}));
    expect(asked.at(-1)).toEqual({ ...whose, workload: "outlook", purpose: "service", requests: 1 });
  });

  test("let a request wait until it is granted, second by second", async () => {
    const { asked, governor } = createScriptedGovernor(3);
    const s = createScriptedGateway(() => ({ body: {} }), { sharedLimits: { governor, share: () => whose } });
    await s.run(s.graph.get("/me/presence"));
    expect(s.units.map(({ at }) => at)).toEqual([3]);
    expect(asked).toHaveLength(4);
  });

  test("fail a request that waits too long, and say why", async () => {
    const { governor } = createScriptedGovernor(100);
    const s = createScriptedGateway(() => ({ body: {} }), { sharedLimits: { governor, share: () => whose } });
    await expect(s.run(s.graph.get("/me/presence"))).rejects.toMatchObject({
      code: "graph-throttled",
      message: expect.stringMatching(/^The accounts of this tenant have used up what Microsoft allows for presence until /),
    });
    expect(s.units).toEqual([]);
  });

  test("keep the place of a read that gave up, for its next attempt, and of nothing else", async () => {
    const { asked, governor } = createScriptedGovernor(16 + 11);
    const s = createScriptedGateway(() => ({ body: {} }), { sharedLimits: { governor, share: () => whose } });
    await expect(s.run(s.graph.get("/me/presence"))).rejects.toMatchObject({ details: { shared: true } });
    await expect(s.run(s.as({ purpose: "service" }).get("/me/chats"))).rejects.toMatchObject({ code: "graph-throttled" });
    await Promise.all([s.run(s.graph.get("/me/presence")), s.run(s.graph.get("/me/chats"))]);
    const [presence] = asked;
    expect(asked.filter((share) => share === presence)).toHaveLength(17);
    expect(asked.at(-1)).toMatchObject({ workload: "chat", purpose: "read" });
    const again = asked.length;
    await s.run(s.graph.get("/me/presence"));
    expect(asked[again]).not.toBe(presence);
  });

  test("are not asked before anybody has signed in, as nobody knows whose they are", async () => {
    const { asked, governor } = createScriptedGovernor(100);
    const s = createScriptedGateway(() => ({ body: {} }), { sharedLimits: { governor, share: () => undefined } });
    await s.run(s.graph.get("/me/presence"));
    expect(asked).toEqual([]);
  });
});
