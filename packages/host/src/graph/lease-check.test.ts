import type { Graph } from "@casement/core";
import { describe, expect, test } from "vitest";
import { createScriptedGateway } from "../../test/graph/gateway.fixture.ts";

/** A lease that ends, and for how long it was asked to last. */
function createEndingLease() {
  const lease = { isSure: true, margins: [] as number[] };
  return {
    state: lease,
    lease: {
      token: "t",
      sure(margin: number) {
        lease.margins.push(margin);
        return lease.isSure;
      },
    },
  };
}

describe("once the account's lease may have ended", () => {
  test.each<[string, (graph: Graph) => Promise<unknown>]>([
    ["POST", (graph) => graph.send("POST", "/me/events", {})],
    ["PATCH", (graph) => graph.send("PATCH", "/me/events/1", {})],
    ["DELETE", (graph) => graph.send("DELETE", "/me/events/1")],
  ])("%s is not sent", async (method, send) => {
    const { lease, state } = createEndingLease();
    const s = createScriptedGateway(() => ({ body: { id: "1" } }), { lease });
    const graph = s.as({ purpose: "service" });
    await s.run(send(graph));
    expect(s.units.map((seen) => seen.method)).toEqual([method]);
    state.isSure = false;
    await expect(s.run(send(graph))).rejects.toMatchObject({ code: "lease-lost", message: expect.stringContaining("was not sent") });
    expect(s.units).toHaveLength(1);
    expect(state.margins).toEqual([2_000, 2_000]);
  });

  test("a change that waits for a pause of Graph is not repeated", async () => {
    const { lease, state } = createEndingLease();
    const s = createScriptedGateway(
      () => {
        state.isSure = false;
        return { status: 429, headers: { "retry-after": "5" }, body: {} };
      },
      { lease },
    );
    await expect(s.run(s.as({ purpose: "service" }).send("POST", "/me/events", {}))).rejects.toMatchObject({ code: "lease-lost" });
    expect(s.units).toHaveLength(1);
  });

  test("reads go on, alone and in a batch", async () => {
    const { lease, state } = createEndingLease();
    state.isSure = false;
    const s = createScriptedGateway(() => undefined, { lease });
    await s.run(Promise.all([s.graph.get("/me/events"), s.graph.get("/me/messages")]));
    expect(s.http.map(({ path }) => path)).toEqual(["/$batch"]);
    await s.run(s.graph.get("/me/presence"));
    expect(s.units).toHaveLength(3);
  });
});
