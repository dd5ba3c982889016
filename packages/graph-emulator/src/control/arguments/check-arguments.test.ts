import { describe, expect, it } from "vitest";
import { createEmulator } from "../../emulator.ts";
import { controlSchemas } from "./control-schemas.ts";

const ada = "ada@contoso.example";
function createContosoEmulator() {
  const emulator = createEmulator();
  emulator.directory.addTenant({ domain: "contoso.example" });
  emulator.directory.addUser({ userPrincipalName: ada });
  return emulator;
}

/** Returns the sentence with which a call over HTTP is refused, or the result. */
async function call(path: string, body: unknown, method = "POST"): Promise<string> {
  const { fetch } = createContosoEmulator();
  const response = await fetch(`http://localhost/_control/${path}`, { method, body: JSON.stringify(body) });
  const answer = (await response.json()) as { error?: { message: string }; result?: unknown };
  expect(response.status).toBe(answer.error ? 400 : 200);
  return answer.error?.message ?? "accepted";
}

describe("a control call over HTTP", () => {
  it.each([
    ["faults/add", [{ status: 429, times: 2 }], /^faults\/add: rule has no member times\. Its members are path, .*count.*\.$/],
    ["faults/add", [{ status: "429" }], "faults/add: rule.status must be a whole number from 400 to 599."],
    ["faults/add", [{ status: 429, probability: 2 }], "faults/add: rule.probability must be from 0 to 1."],
    ["faults/add", [{ status: 429, only: "batches" }], "faults/add: rule.only must be one of parts, requests."],
    ["faults/add", ["429"], /^faults\/add: rule must be an object with path, /],
    ["faults/add", [], /^faults\/add: rule is missing; it must be an object with path, /],
    ["faults/add", [{ path: "/me" }], "faults/add: rule needs status, delay, or drop to have an effect."],
    ["faults/add", [{ delay: 5, code: "Gone" }], "faults/add: rule needs status for code and retryAfter."],
    ["mail/addMany", [ada, "inbox"], "mail/addMany: count is missing; it must be a whole number from 0 to 10000."],
    ["mail/addMany", [ada, "inbox", 1.5], "mail/addMany: count must be a whole number from 0 to 10000."],
    ["mail/addMany", [ada, "inbox", 1, 2], "mail/addMany has the arguments user, folder, count, but got 4."],
    ["mail/deliver", [{ from: ada, to: [ada, 7] }], "mail/deliver: mail.to[1] must be a text."],
    [
      "mail/deliver",
      [{ from: ada, to: ada, attachments: [{ name: "a", body: "x" }] }],
      /^mail\/deliver: mail\.attachments\[0\] has no member body\./,
    ],
    ["mail/addMany", [ada, "inbox", 10_001], "mail/addMany: count must be a whole number from 0 to 10000."],
    ["mail/addFolder", [ada, " "], "mail/addFolder: displayName must not be empty."],
    ["todo/addList", [ada, ""], "todo/addList: displayName must not be empty."],
    ["contacts/addFolder", [ada, ""], "contacts/addFolder: displayName must not be empty."],
    ["presence/set", [ada, { availability: "Napping" }], /^presence\/set: presence\.availability must be one of Available, /],
    ["presence/set", [ada, { activity: "Juggling" }], /^presence\/set: presence\.activity must be one of Available, /],
    ["entra/grant", ["contoso.example", "my app", ["User.Read"]], /^entra\/grant: clientId must be a GUID, such as /],
    ["entra/registerApp", [{ clientId: "my app" }], /^entra\/registerApp: app\.clientId must be a GUID, such as /],
    ["chat/say", [ada, "x", { txt: "hi" }], /^chat\/say: message has no member txt\. Its members are text, /],
    ["calendar/view", [ada, "yesterday", "2026-01-01"], /^calendar\/view: start must be a time in ISO 8601/],
    ["tokens/issue", [ada, "User.Read"], "tokens/issue: scopes must be a list."],
    ["entra/signIn", ["/authorize", { user: ada }], "entra/signIn: authorizeUrl must be a URL."],
    ["mail/addMany", ["nobody", "inbox", 1], "mail/addMany: No user has that id or name."],
    ["mail/addMany", { user: ada }, "The body must be a JSON array of the arguments of mail/addMany: [user, folder, count]."],
    ["counters/report", [1], "counters/report has no arguments, but got 1."],
    ["entra/consentPolicy", ["contoso.example", "strict"], /^entra\/consentPolicy: regime must be one of legacy, microsoft-managed, /],
    ["entra/failToken", [{ code: 50076, count: 2 }], /^entra\/failToken: fault has no member count\./],
  ])("%s with %j is refused with a sentence", async (path, args, message) => {
    expect(await call(path, args)).toMatch(message);
  });

  it("accepts an activity that Microsoft may add, if it is said so", async () => {
    expect(await call("presence/set", [ada, { activity: "Juggling" }, { undocumented: true }])).toBe("accepted");
  });

  it("accepts null in place of an omitted argument, and where null has a meaning", async () => {
    expect(await call("faults/clear", [null])).toBe("accepted");
    expect(await call("mail/allowSending", [ada, ada, null])).toBe("accepted");
    expect(await call("mail/allowSending", [ada, ada])).toMatch(/right is missing/);
  });

  it("changes a value with known members of the right type only", async () => {
    expect(await call("entra/settings", { accessTokenLifetime: 60 }, "PATCH")).toBe("accepted");
    expect(await call("entra/settings", { accessTokenLifetime: "60" }, "PATCH")).toBe(
      "entra/settings: accessTokenLifetime must be a whole number from 1.",
    );
    expect(await call("entra/settings", { tokenLifetime: 60 }, "PATCH")).toMatch(/^entra\/settings has no member tokenLifetime\./);
  });
});

it("a call in this process is checked in the same way", () => {
  const { control } = createContosoEmulator();
  expect(() => control.faults.add({ status: 429, times: 2 } as never)).toThrow(/no member times/);
});

it("every function and value has schemas", () => {
  const { control } = createContosoEmulator();
  for (const [name, group] of Object.entries(control)) {
    const schemas = controlSchemas[name as keyof typeof controlSchemas] as Record<string, object>;
    expect(Object.keys(schemas).toSorted()).toEqual(Object.keys(group).toSorted());
  }
});
