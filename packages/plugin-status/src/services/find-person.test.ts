import { expect, it } from "vitest";
import { ben, cho, statusHost } from "../../test/status.fixture.ts";

it("finds people by the beginnings of their names and addresses, in any order", async () => {
  await using t = await statusHost({ people: [ben] });
  t.emulator.directory.addUser({ userPrincipalName: "dara@contoso.example", displayName: "Dara O'Shea" });
  t.emulator.directory.addUser({ userPrincipalName: "benno@contoso.example", displayName: "Benno Lin" });
  const find = async (query: string, more: object = {}) =>
    ((await t.account.call("status/find-person", { query, ...more })) as any).people.map(({ name }: { name: string }) => name).toSorted();
  expect(await find("ben")).toEqual(["Ben Ito", "Benno Lin"]);
  expect(await find("Lin, ben")).toEqual(["Benno Lin"]);
  expect(await find("dara o'shea")).toEqual(["Dara O'Shea"]);
  expect(await find(cho)).toEqual(["Cho Lin"]);
  expect(await find("x")).toEqual([]);
  expect(await t.account.call("status/find-person", { query: "ben", maxItems: 1 })).toMatchObject({
    people: [{ userId: expect.any(String), principalName: expect.stringMatching(/^ben/) }],
    truncated: true,
  });
});

it("is offered only where the permission to find people is in force", async () => {
  await using t = await statusHost({});
  expect((await t.host.services()).find(({ id }) => id === "status/find-person")?.offered).toBe(false);
});
