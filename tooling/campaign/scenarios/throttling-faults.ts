import type { ScenarioGroup } from "./fault-scenario.ts";
import { actOn, changeParts, errorBody, isGraph, jsonHeaders, respondWith } from "./graph-rules.ts";
import { type ObservedFault, observeFault } from "./observe-fault.ts";

const throttled = (retryAfter?: string | (() => string)) =>
  actOn(isGraph, () => {
    const value = typeof retryAfter === "function" ? retryAfter() : retryAfter;
    return respondWith(429, errorBody("TooManyRequests"), { ...jsonHeaders, ...(value !== undefined && { "retry-after": value }) });
  });
const soon = () => new Date(Date.now() + 3_000).toUTCString();

/** Every spelling of Retry-After that was seen in bug reports, and some that were not. */
const spellings: Readonly<Record<string, string | (() => string) | undefined>> = {
  integer: "2",
  "decimal-point": "2.5",
  "decimal-comma": "2,5",
  date: soon,
  "past-date": "Mon, 02 Mar 2020 08:00:05 GMT",
  garbage: "soon",
  absent: undefined,
  negative: "-5",
  zero: "0",
  exponent: "1e3",
  blanks: "  3 ",
};
const graphError = JSON.parse(errorBody("TooManyRequests"));

const faults: readonly ObservedFault[] = [
  ...Object.entries(spellings).map(([name, value]) => ({
    name: `retry-after-${name}`,
    rule: throttled(value),
    ...(name === "exponent" && { recovers: 1_100 }),
  })),
  {
    name: "parts-of-batches",
    rule: changeParts((parts) => parts.map(({ id }) => ({ id, status: 429, headers: { "Retry-After": "2" }, body: graphError }))),
  },
  {
    name: "one-part-of-batches",
    rule: changeParts((parts) =>
      parts.map((part, i) => (i === 0 ? { id: part.id, status: 429, headers: { "Retry-After": "2,5" }, body: graphError } : part)),
    ),
  },
  { name: "500", rule: actOn(isGraph, respondWith(500, errorBody("InternalServerError"))), noticed: true },
  { name: "502-html", rule: actOn(isGraph, respondWith(502, "<html>Bad Gateway</html>", { "content-type": "text/html" })), noticed: true },
  {
    name: "503-retry-after",
    rule: actOn(isGraph, respondWith(503, errorBody("ServiceUnavailable"), { ...jsonHeaders, "retry-after": "3" })),
  },
  { name: "504", rule: actOn(isGraph, respondWith(504, errorBody("GatewayTimeout"))), noticed: true },
];

/** Graph asks for patience. */
export const throttlingFaults: ScenarioGroup = {
  name: "throttling",
  shared: {},
  scenarios: [
    ...faults.map(observeFault),
    {
      name: "retry-after-huge",
      byDesign: "A pause lasts six hours at most. A restart forgets it.",
      async run(run) {
        const household = await run.open();
        household.proxy.rule = throttled("99999999");
        await household.changes.make("mail", "task", "event", "chat");
        const paused = (await household.announced(20)) === undefined;
        household.proxy.rule = undefined;
        run.check(paused, "changes were announced although Graph refused everything");
        const stillPaused = (await household.announced(30)) === undefined;
        run.check(stillPaused, "the hub did not wait as Graph asked");
        await household.hub.kill("SIGTERM");
        await household.startHub();
        await run.settle(household);
      },
    },
  ],
};
