import { CasementError, type ScopeReport } from "@casement/core";
import { createFakeClock } from "@casement/graph-emulator";
import { describe, expect, it } from "vitest";
import { createTestLedger } from "../../test/feeds/test-ledger.fixture.ts";
import type { SignInState } from "../auth/sign-in-result.ts";
import { createAccountEvents } from "./account-events.ts";

async function createEvents() {
  const clock = createFakeClock("2026-03-02T08:00:00Z");
  const log = await createTestLedger(clock);
  const eventsOf = () => createAccountEvents("home", log.ledger, () => clock.now());
  const t = {
    clock,
    events: eventsOf(),
    raised: () => log.published.splice(0).map(({ type, payload }) => [type, payload]),
    published: log.published,
    async restart() {
      await log.reopen();
      t.events = eventsOf();
    },
    [Symbol.asyncDispose]: () => log[Symbol.asyncDispose](),
  };
  return t;
}

const signedIn = { kind: "signed-in" } as SignInState;
const signedOut = { kind: "signed-out" } as SignInState;
const required = (code: string) => ({ kind: "sign-in-required", code, means: "It ended.", cure: "Sign in." }) as SignInState;

describe("a change of the sign-in's state", () => {
  it("is raised once, even across restarts", async () => {
    await using t = await createEvents();
    await t.events.stateChanged(signedOut);
    expect(t.raised()).toEqual([]);
    await t.events.stateChanged(signedIn);
    await t.events.stateChanged(signedIn);
    await t.restart();
    await t.events.stateChanged(signedIn);
    expect(t.published).toMatchObject([{ account: "home", type: "account/signed-in", at: "2026-03-02T08:00:00.000Z", payload: {} }]);
    t.raised();
    await t.events.stateChanged(signedOut);
    expect(t.raised()).toEqual([["account/signed-out", {}]]);
  });

  it("is raised again when the reason for a new sign-in is another one", async () => {
    await using t = await createEvents();
    for (const code of ["AADSTS1", "AADSTS1", "AADSTS2"]) await t.events.stateChanged(required(code));
    expect(t.raised()).toEqual([
      ["account/sign-in-required", { code: "AADSTS1", means: "It ended.", cure: "Sign in." }],
      ["account/sign-in-required", { code: "AADSTS2", means: "It ended.", cure: "Sign in." }],
    ]);
  });
});

describe("a change of the permissions", () => {
  const report = (
    allowed: readonly string[],
    access: Readonly<Record<string, string>>,
    { reason, waiting = [] }: { reason?: string; waiting?: readonly string[] } = {},
  ) =>
    ({
      allowed,
      plugins: Object.entries(access).map(([plugin, each]) => ({ plugin, access: each, waiting, ...(reason !== undefined && { reason }) })),
    }) as unknown as ScopeReport;

  it("names what was gained and lost, and the plugins whose access changed", async () => {
    await using t = await createEvents();
    await t.events.permissionsChanged(
      report(["Mail.Read", "User.Read"], { email: "read", todo: "read", chat: "read" }),
      report(["Tasks.Read", "User.Read"], { email: "off", todo: "read", status: "read" }, { reason: "Mail.Read is missing." }),
    );
    expect(t.raised()).toEqual([
      [
        "account/permissions-changed",
        {
          gained: ["Tasks.Read"],
          lost: ["Mail.Read"],
          plugins: [
            { plugin: "email", access: "off", reason: "Mail.Read is missing." },
            { plugin: "status", access: "read", reason: "Mail.Read is missing." },
          ],
        },
      ],
    ]);
  });

  it("is raised for a gain or a loss alone, and not for the same permissions", async () => {
    await using t = await createEvents();
    const [few, more] = [report(["User.Read"], { email: "off" }), report(["User.Read", "Mail.Read"], { email: "read" })];
    await t.events.permissionsChanged(few, report(["User.Read"], { email: "read" }));
    expect(t.raised()).toEqual([]);
    await t.events.permissionsChanged(few, more);
    await t.events.permissionsChanged(more, few);
    expect(t.raised()).toEqual([
      ["account/permissions-changed", { gained: ["Mail.Read"], lost: [], plugins: [{ plugin: "email", access: "read" }] }],
      ["account/permissions-changed", { gained: [], lost: ["Mail.Read"], plugins: [{ plugin: "email", access: "off" }] }],
    ]);
  });
});

it("permissions that waited for approval are announced, with their plugins", async () => {
  await using t = await createEvents();
  const before = {
    allowed: ["User.Read"],
    plugins: [
      { plugin: "email", waiting: ["Mail.Read", "Mail.ReadWrite"] },
      { plugin: "todo", waiting: ["Tasks.Read"] },
    ],
  };
  const after = { allowed: ["Mail.Read", "User.Read"], plugins: [] };
  await t.events.permissionsChanged(before as unknown as ScopeReport, after as unknown as ScopeReport);
  expect(t.raised().slice(1)).toEqual([["account/approval-granted", { scopes: ["Mail.Read"], plugins: ["email"] }]]);
});

describe("a client secret that expires", () => {
  it("is announced once per stage, even across restarts", async () => {
    await using t = await createEvents();
    const expires = new Date("2026-04-30T00:00:00Z");
    const stages: unknown[] = [];
    for (let day = 0; day < 62; day++) {
      await t.events.secretExpires({ kind: "secret", expires });
      await t.restart();
      await t.events.secretExpires({ kind: "secret", expires });
      for (const [, payload] of t.raised()) stages.push([day, (payload as { stage: unknown }).stage]);
      await t.clock.advance(24 * 3_600_000);
    }
    expect(stages).toEqual([
      [29, "30 days"],
      [52, "7 days"],
      [58, "1 day"],
      [59, "expired"],
    ]);
    await t.events.secretExpires({ kind: "secret", expires: new Date("2026-05-02T00:00:00Z") });
    expect(t.raised()).toMatchObject([["account/secret-expiring", { message: expect.stringContaining("secret") }]]);
  });
});

describe("a call that failed", () => {
  const call = { via: "mqtt", error: new CasementError("input-invalid", "The input of email/send is invalid.") };

  it("is told with its service or sensor, and quotes no error of a plugin", async () => {
    await using t = await createEvents();
    await t.events.callFailed({ ...call, service: "email/send" });
    await t.events.callFailed({ via: "http", sensor: "todo/list", error: new Error("secret") });
    expect(t.raised()).toEqual([
      [
        "account/call-failed",
        { service: "email/send", via: "mqtt", code: "input-invalid", message: "The input of email/send is invalid." },
      ],
      [
        "account/call-failed",
        { sensor: "todo/list", via: "http", code: "internal", message: "An internal error occurred in the hub. See its log." },
      ],
    ]);
  });

  it("is not told beyond 20 in a minute", async () => {
    await using t = await createEvents();
    for (let count = 0; count < 15; count++) await t.events.callFailed(call);
    await t.clock.advance(30_000);
    for (let count = 0; count < 10; count++) await t.events.callFailed(call);
    expect(t.raised()).toHaveLength(20);
    await t.clock.advance(29_999);
    await t.events.callFailed(call);
    expect(t.raised()).toEqual([]);
    // The first 15 are a minute ago, the other five are not.
    await t.clock.advance(1);
    for (let count = 0; count < 20; count++) await t.events.callFailed(call);
    expect(t.raised()).toHaveLength(15);
  });
});
