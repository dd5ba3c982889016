import { expect, it } from "vitest";
import { flushEventLoop, startTestMcp } from "../../test/test-mcp.fixture.ts";
import { aliveInterval } from "./call-progress.ts";

it("passes on what a service reports, and in between that the call is running", async () => {
  await using m = await startTestMcp();
  const { client } = await m.connect();
  const received: object[] = [];
  const options = { onprogress: (progress: object) => void received.push(progress) };
  const call = client.callTool({ name: "house_wait", arguments: {} }, undefined, options);
  await expect.poll(() => m.devices.isWaiting).toBe(true);
  await m.t.advance(aliveInterval);
  await m.t.advance(aliveInterval);
  m.devices.reportWaitProgress(1, 2);
  await m.t.advance(aliveInterval);
  m.devices.reportWaitProgress(1, 2);
  m.devices.reportWaitProgress(2, 2);
  m.devices.finishWaitCall();
  expect(await call).toMatchObject({ structuredContent: { count: 1 } });
  await m.t.advance(10 * aliveInterval);
  await flushEventLoop();
  expect(received).toEqual([
    { progress: 1 / 2, message: "Running for 10 s." },
    { progress: 2 / 3, message: "Running for 20 s." },
    { progress: 1, total: 2 },
    { progress: 1.5, total: 2, message: "Running for 30 s." },
    { progress: 2, total: 2 },
  ]);
});

it("tells a client nothing that did not ask", async () => {
  await using m = await startTestMcp();
  const { notifications, call } = await m.connect();
  const running = call("house_wait");
  await expect.poll(() => m.devices.isWaiting).toBe(true);
  await m.t.advance(2 * aliveInterval);
  m.devices.finishWaitCall();
  await running;
  expect(notifications).toEqual([]);
});
