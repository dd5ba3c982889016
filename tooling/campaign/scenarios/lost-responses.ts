import type { FaultAction } from "../harness/fault-proxy.ts";
import type { ScenarioGroup } from "./fault-scenario.ts";
import { errorBody, isGraph, jsonHeaders } from "./graph-rules.ts";
import { countEffects, createCall, creatingCalls } from "./service-calls.ts";

const responded = (status: number, headers: Record<string, string> = jsonHeaders, body = errorBody("x")): FaultAction => ({
  kind: "change",
  change: () => ({ status, headers, data: Buffer.from(body) }),
});
const html = { "content-type": "text/html" };

/** What comes back although Graph did it. `refused`: Graph says with it that nothing was done, so the change may be sent again. */
const losses: Readonly<Record<string, { action: FaultAction; refused?: true; quick?: true }>> = {
  reset: { action: { kind: "reset", after: true }, quick: true },
  cut: { action: { kind: "cut", share: 0.5, connection: true } },
  "408": { action: responded(408) },
  "409": { action: responded(409) },
  "500": { action: responded(500) },
  "502": { action: responded(502, html, "<html>") },
  "503": { action: responded(503) },
  "503-retry-after": { action: responded(503, { ...jsonHeaders, "retry-after": "1" }), quick: true },
  "504": { action: responded(504) },
  "html-with-200": { action: responded(200, html, "<html>") },
  "401": { action: responded(401), refused: true },
  "429": { action: responded(429, { ...jsonHeaders, "retry-after": "1" }), refused: true },
};

/** The response of a change is lost, after Graph did it: nothing may be done twice, and nothing done may be reported as failed. */
export const lostResponses: ScenarioGroup = {
  name: "lost-response",
  shared: {},
  scenarios: Object.entries(losses).map(([name, { action, refused, quick }]) => ({
    name,
    ...(quick && { quick }),
    async run(run) {
      const household = await run.shared();
      for (const service of Object.keys(creatingCalls)) {
        const call = await createCall(household, service);
        let sent = 0;
        household.proxy.rule = (request) => {
          const isChange = isGraph(request) && request.method !== "GET" && !request.batch && !/getPresences|getSchedule/.test(request.path);
          return isChange && sent++ === 0 ? action : undefined;
        };
        const { status, body } = await household.hub.call(service, call.input, 100);
        household.proxy.rule = undefined;
        const [count] = await countEffects(household, [call]);
        const says = status === 200 ? "done" : String(body?.code);
        // A 401 or 429 says that nothing was done. What Graph does all the same cannot be known.
        run.count({
          expected: 1,
          lost: count === 0 ? [`${service}: ${says}`] : [],
          doubled: count! > 1 && !refused ? [`${service}: ${says}`] : [],
        });
        const mayBe = status === 200 || says === "outcome-unknown" || (refused && status >= 400) || (name === "409" && status >= 400);
        run.check(mayBe, `${service}: done, and reported as ${says}`);
      }
      await run.settle(household);
    },
  })),
};
