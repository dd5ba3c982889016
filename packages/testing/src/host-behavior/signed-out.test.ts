import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createFakeClock } from "@casement/graph-emulator";
import { expect, it } from "vitest";
import { createTestHost, type TestHost } from "../create-test-host.ts";
import { mailSlice } from "../slices/mail-slice.ts";
import { todoSlice } from "../slices/todo-slice.ts";

const ada = "ada@contoso.example";
const loud = (t: TestHost) => t.log.filter((line) => /^(?:warn|error) /.test(line));

it.each([
  ["the account signed out and kept its data", (t: TestHost) => t.account.logout({ keepData: true })],
  [
    "the stored sign-in was damaged while the host was off",
    async (t: TestHost) => {
      await t.host.stop();
      await writeFile(join(t.dataDir, "accounts/home/sign-in"), "damaged");
    },
  ],
])("keeps the last states over a restart, stale, with one line in the log, when %s", async (_, breakSignIn) => {
  await using t = await createTestHost({ plugins: [{ plugin: mailSlice }, { plugin: todoSlice }], clock: createFakeClock() });
  t.emulator.control.mail.addMessage(ada, "inbox", { subject: "One" });
  t.emulator.control.todo.addTask(ada, "Tasks", { title: "Water the plants" });
  await t.advance("2m");
  const before = (await t.host.sensors()).map(({ id, state, attributes }) => ({ id, state, attributes }));
  expect(before).toMatchObject([{ state: 1 }, { state: 1 }, { state: 0 }]);
  await breakSignIn(t);
  await using again = await t.restart({ signedOut: true });
  const after = await again.host.sensors();
  expect(after.map(({ id, state, attributes }) => ({ id, state, attributes }))).toEqual(before);
  expect(after.map(({ stale }) => stale)).toEqual([true, true, true]);
  expect(again.account.status()).toMatchObject({ state: "signed-out", problem: { code: "signed-out" } });
  await again.advance("10m");
  expect(loud(again)).toHaveLength(1);
  expect(loud(again)[0]).toMatch(/casement login home/);
  await again.signIn();
  expect((await again.host.sensors()).map(({ stale }) => stale)).toEqual([false, false, false]);
});
