import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { createMailTest } from "../../../test/areas/mail/mail-test.fixture.ts";
import { testUsers } from "../../../test/test-graph.fixture.ts";

const { ada } = testUsers;

it("three folders of 10,000 messages need little memory, and folders are listed quickly", async () => {
  const { mail, me } = await createMailTest();
  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");
  const heap = () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  const before = heap();
  for (const folder of ["inbox", "archive", "sentitems"]) mail.addMany(ada, folder, 10_000);
  expect((heap() - before) / 1e6).toBeLessThan(80);
  const { value } = (await me.get("/me/mailFolders?$top=20")).body;
  expect(value.reduce((sum: number, { totalItemCount }: any) => sum + totalItemCount, 0)).toBe(30_000);
});
