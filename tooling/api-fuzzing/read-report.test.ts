import { expect, it } from "vitest";
import { readReport } from "./read-report.ts";

const call = (mode: string, status: number) => ({
  case: { value: { meta: { generation: { mode } } } },
  interaction: {
    request: { method: "POST", uri: "http://hub/x", body: { $base64: Buffer.from('{"a":1}').toString("base64") } },
    response: { status_code: status },
  },
});
const lineOf = (calls: readonly ReturnType<typeof call>[]) => {
  const byId = <T>(pick: (each: ReturnType<typeof call>) => T) => Object.fromEntries(calls.map((each, i) => [`c${i}`, pick(each)]));
  return JSON.stringify({
    ScenarioFinished: { recorder: { cases: byId((each) => each.case), interactions: byId((each) => each.interaction) } },
  });
};

it("counts valid calls and those that succeeded, and names every 500", () => {
  const text = [
    JSON.stringify({ Initialize: {} }),
    lineOf([call("positive", 200), call("positive", 404), call("negative", 200), call("negative", 500)]),
    JSON.stringify({ ScenarioFinished: { recorder: { label: "skipped" } } }),
    "",
  ].join("\n");
  expect(readReport(text)).toEqual({
    valid: 2,
    succeeded: 1,
    statuses: new Map([
      [200, 2],
      [404, 1],
      [500, 1],
    ]),
    internalErrors: ['POST http://hub/x "{\\"a\\":1}"'],
  });
});
