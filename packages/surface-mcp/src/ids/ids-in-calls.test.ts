import { expect, it } from "vitest";
import { createFakeDevices } from "../../test/fake-devices.fixture.ts";
import { startTestMcp } from "../../test/test-mcp.fixture.ts";

const beginning = `AAMkA${"x".repeat(95)}`;
const ids = ["1", "2", "3"].map((end) => `${beginning}${end.padStart(20, "0")}A=`);

const withParts = () => ({
  ...createFakeDevices(),
  lamps: { a: { title: "Attic", state: "off", parts: ids.map((id, index) => ({ id, title: `Part ${index}` })) } },
});

it("ids of a result are short; calls with them, and the agreed second step, run with whole ids", async () => {
  const devices = withParts();
  await using m = await startTestMcp({ devices });
  const { call } = await m.connect();
  const { structuredContent, content } = await call("casement_sensors", { id: "home/house/attic" });
  const [{ attributes }] = structuredContent.sensors;
  expect(JSON.stringify(structuredContent)).toBe(content[0].text);
  expect(content[0].text).not.toContain(beginning);
  const short = attributes.parts[1].id;
  expect(short).toMatch(/^~[0-9a-z]{3}:/);
  const asked = await call("house_sell", { lamp: short });
  const [, token] = /the token (\w+)/.exec(asked.content[0].text)!;
  await call("casement_confirm", { token });
  // In another connection, over another transport, whole ids too.
  const other = await m.connectHttp("full", () => "accept");
  await other.call("house_sell", { lamp: short });
  await other.call("house_sell", { lamp: ids[1] });
  expect(devices.calls.map(({ input }) => input)).toEqual([{ lamp: ids[1] }, { lamp: ids[1] }, { lamp: ids[1] }]);
});

it("an id that the hub has not given is refused before anything runs, and the call is recorded", async () => {
  const devices = withParts();
  await using m = await startTestMcp({ devices });
  const { call } = await m.connect("full", () => "accept");
  const { isError, content } = await call("house_sell", { lamp: "~zzz:00001A=" });
  expect([isError, content[0].text]).toEqual([
    true,
    expect.stringMatching(/^input-invalid: lamp: no result has an id that begins with ~zzz:/),
  ]);
  expect(devices.calls).toEqual([]);
  expect((await m.t.host.audit().read()).at(0)).toMatchObject({ tool: "house_sell", account: "home", outcome: "failed" });
});
