import { describe, expect, it } from "vitest";
import { createTestHost, type TestHost } from "../create-test-host.ts";
import { mailSlice } from "../slices/mail-slice.ts";
import { todoSlice } from "../slices/todo-slice.ts";

const ada = "ada@contoso.example";
const raised = (t: TestHost) => t.events.map(({ type }) => type).filter((type) => /^account\/sign/.test(type));
const loud = (t: TestHost) => t.log.filter((line) => /^(?:warn|error) /.test(line));
const createHostWithTwoPlugins = () => createTestHost({ plugins: [{ plugin: mailSlice }, { plugin: todoSlice }] });

/** Counts the requests to the token endpoint from now on. */
function countTokenRequests({ emulator }: TestHost): () => number {
  const { fetch } = emulator;
  let count = 0;
  Object.assign(emulator, {
    fetch: (...request: Parameters<typeof fetch>) => {
      if (/\/oauth2\/v2\.0\/token\b/.test(String(request[0]))) count++;
      return fetch(...request);
    },
  });
  return () => count;
}

describe("Graph that refuses every token", () => {
  const refuse = (t: TestHost) => t.emulator.control.faults.add({ path: "/me*", status: 401, code: "InvalidAuthenticationToken" });

  it("leads to sign-in-required with a cure, one event and one line, and to signed-in when it ends", async () => {
    await using t = await createHostWithTwoPlugins();
    await t.advance("1m");
    const fault = refuse(t);
    await t.advance("60m");
    expect(t.account.status()).toMatchObject({ state: "sign-in-required", problem: { code: "graph-refused" } });
    expect(t.account.status().problem?.cure).toMatch(/^Sign in again\./);
    expect(t.sensor("mail-slice/inbox")).toMatchObject({ state: 0, stale: true });
    expect(raised(t)).toEqual(["account/signed-in", "account/sign-in-required"]);
    expect(loud(t)).toHaveLength(1);
    t.emulator.control.faults.clear(fault);
    await t.advance("6m");
    expect(t.account.status()).toMatchObject({ state: "signed-in" });
    expect(t.account.status()).not.toHaveProperty("problem");
    expect(t.sensor("mail-slice/inbox")).toMatchObject({ state: 0, stale: false, error: undefined });
    expect(raised(t)).toEqual(["account/signed-in", "account/sign-in-required", "account/signed-in"]);
  });

  it("is noticed from the second round on, and costs one token request a round", async () => {
    await using t = await createHostWithTwoPlugins();
    await t.advance("1m");
    const tokenRequests = countTokenRequests(t);
    refuse(t);
    await t.account.refresh();
    expect(t.account.status().state).toBe("signed-in");
    expect(tokenRequests()).toBe(1);
    await t.advance("15s");
    await t.account.refresh();
    expect(t.account.status().state).toBe("sign-in-required");
    expect(tokenRequests()).toBe(2);
    await t.signIn();
    expect(t.account.status().state).toBe("signed-in");
  });

  it("is no broken sign-in when other requests succeed", async () => {
    await using t = await createHostWithTwoPlugins();
    await t.advance("1m");
    t.emulator.control.faults.add({ path: "/me/todo*", status: 401, code: "InvalidAuthenticationToken" });
    await t.advance("30m");
    expect(t.account.status().state).toBe("signed-in");
    expect(t.sensor("mail-slice/inbox").stale).toBe(false);
    expect(t.sensor("todo-slice/tasks").stale).toBe(true);
  });
});

describe("a claims challenge", () => {
  it("is met with a token that has the claims", async () => {
    await using t = await createHostWithTwoPlugins();
    await t.advance("1m");
    expect(t.emulator.control.entra.challengeClaims(ada)).toBe(1);
    const tokenRequests = countTokenRequests(t);
    t.emulator.control.mail.addMessage(ada, "inbox", { subject: "One" });
    await t.advance("2m");
    expect(t.sensor("mail-slice/inbox")).toMatchObject({ state: 1, stale: false });
    expect(tokenRequests()).toBe(1);
    expect(raised(t)).toEqual(["account/signed-in"]);
  });

  it("leads to sign-in-required when the sign-in service refuses to renew the token", async () => {
    await using t = await createHostWithTwoPlugins();
    await t.advance("1m");
    t.emulator.control.entra.challengeClaims(ada);
    t.emulator.control.entra.endRefreshTokens("revoked", ada);
    await t.advance("1m");
    expect(t.account.status()).toMatchObject({ state: "sign-in-required", problem: { code: "AADSTS50173" } });
    await t.signIn();
    expect(t.account.status().state).toBe("signed-in");
    expect(t.sensor("mail-slice/inbox").stale).toBe(false);
  });
});
