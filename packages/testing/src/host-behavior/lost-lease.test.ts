import { expect, it } from "vitest";
import { createTestHost } from "../create-test-host.ts";
import { todoSlice } from "../slices/todo-slice.ts";

it("a host whose lease of an account may have ended sends no change, and reads on", async () => {
  let isSure = true;
  const leases = { lease: () => ({ token: "t", sure: () => isSure }) };
  await using t = await createTestHost({ plugins: [{ plugin: todoSlice }], host: { ports: { leases } } });
  const create = (title: string) => t.account.call("todo-slice/add-task", { sensor: "tasks", title });
  const changes = () => Object.entries(t.emulator.control.counters.report().calls).filter(([call]) => !/^GET |^POST \/\$batch$/.test(call));
  await create("Water");
  expect(changes().length).toBeGreaterThan(0);
  await t.advance("1m");
  t.emulator.control.counters.reset();

  isSure = false;
  await expect(create("Milk")).rejects.toMatchObject({ code: "lease-lost" });
  await t.advance("2m");
  expect(changes()).toEqual([]);
  expect(Object.keys(t.emulator.control.counters.report().calls)).not.toEqual([]);
});
