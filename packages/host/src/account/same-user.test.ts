import { createTestHost, type TestHost } from "@casement/testing";
import { expect, it } from "vitest";
import { createShelves } from "../../test/plugins/shelves.fixture.ts";
import type { AccountOptions } from "../api.ts";
import { defineAccount } from "../define-account.ts";

const user = "ada@contoso.example";
const clientId = "11111111-1111-4111-8111-111111111111";
const accountOf = (name: string, more: Partial<AccountOptions> = {}) =>
  defineAccount({ name, clientId, accountType: "work", plugins: [{ plugin: createShelves().plugin }], ...more });
const warningsOf = (t: TestHost) => Object.fromEntries(t.host.accounts.map(({ name, status }) => [name, status().warnings]));

async function signIn(t: TestHost, account: string): Promise<void> {
  const { userCode, done } = await t.host.account(account).signIn.deviceCode();
  t.emulator.control.entra.approveDevice(userCode, user);
  await t.clock.advance(10_000);
  expect(await done).toMatchObject({ outcome: "signed-in" });
}

it("accounts that are signed in as the same user say so, until one of them is signed out or removed", async () => {
  await using t = await createTestHost({ plugins: [{ plugin: createShelves().plugin }], moreAccounts: [accountOf("second")] });
  expect(warningsOf(t)).toEqual({ home: [], second: [] });
  await signIn(t, "second");
  expect(warningsOf(t)).toEqual({
    home: [{ code: "same-user", message: expect.stringContaining("as second,"), details: { accounts: "second" } }],
    second: [{ code: "same-user", message: expect.stringContaining("as home,"), details: { accounts: "home" } }],
  });
  await t.host.account("second").logout();
  expect(warningsOf(t)).toEqual({ home: [], second: [] });
  await signIn(t, "second");
  await t.host.addAccount(accountOf("third"));
  await signIn(t, "third");
  expect(warningsOf(t)).toMatchObject({ home: [{ details: { accounts: "second, third" } }] });
  await t.host.changeAccount("second", accountOf("second", { timeZone: "Europe/London" }));
  expect(warningsOf(t)).toMatchObject({ third: [{ details: { accounts: "home, second" } }] });
  await t.host.removeAccount("third");
  await t.host.removeAccount("second");
  expect(warningsOf(t)).toEqual({ home: [] });
});

it("accounts that share a sign-in, or have different mailboxes, are no such accounts", async () => {
  await using t = await createTestHost({
    plugins: [{ plugin: createShelves().plugin }],
    moreAccounts: [accountOf("shared", { signIn: "home" }), accountOf("office", { sharedMailbox: "office@contoso.example" })],
  });
  await signIn(t, "office");
  expect(warningsOf(t)).toEqual({ home: [], shared: [], office: [] });
});
