import { CasementError, type ErrorCode } from "@casement/core";
import { expect, test } from "vitest";
import { createScriptedGateway } from "../../test/graph/gateway.fixture.ts";

const refusal = async (promise: Promise<unknown>): Promise<CasementError> => {
  const error = await promise.then(
    () => expect.unreachable("The request passed."),
    (reason: unknown) => reason,
  );
  if (!CasementError.is(error)) throw error;
  return error;
};

const read = { declared: ["Calendars.Read"], inForce: ["Calendars.Read"] };

test.each<[string, "GET" | "POST" | "DELETE", string, { declared: string[]; inForce: string[] }, ErrorCode | "passes"]>([
  ["a declared and granted scope", "GET", "/me/events", read, "passes"],
  ["User.Read counts for every plugin", "GET", "/me", { declared: [], inForce: [] }, "passes"],
  [
    "a granted scope that implies the declared one",
    "GET",
    "/me/events",
    { declared: ["Calendars.Read"], inForce: ["Calendars.ReadWrite"] },
    "passes",
  ],
  ["a write under a read scope", "DELETE", "/me/events/AAMk1", read, "scope-fence"],
  ["another feature", "GET", "/me/messages", read, "scope-fence"],
  ["a declared scope that was not granted", "GET", "/me/events", { declared: ["Calendars.Read"], inForce: [] }, "scope-not-granted"],
  ["an unknown path", "GET", "/me/secretThings/AAMk1", read, "path-unknown"],
  ["a plugin's own batch", "POST", "/$batch", read, "scope-fence"],
  ["a path with ..", "GET", "/me/events/../messages", read, "scope-fence"],
  ["an encoded path of another feature", "GET", "/me/%6dessages", read, "scope-fence"],
])("%s: %s %s", async (_, method, path, scopes, expected) => {
  const s = createScriptedGateway(() => undefined);
  const graph = s.as({ scopes });
  const promise = s.run(method === "GET" ? graph.get(path) : graph.send(method, path, {}));
  if (expected === "passes") await expect(promise).resolves.toEqual({});
  else {
    const error = await refusal(promise);
    expect(error.code).toBe(expected);
    expect(error.message).not.toContain("AAMk1");
    expect(s.http).toEqual([]);
    expect(s.tokensAsked).toEqual([]);
  }
});

test("the error names the operation, the declared scopes and the scope to declare", async () => {
  const { message, details } = await refusal(
    createScriptedGateway(() => undefined)
      .as({ plugin: "holidays", scopes: read })
      .send("DELETE", "/me/events/AAMk1"),
  );
  expect(message).toMatch(
    /^holidays: DELETE \/me\/events\/\{id\} is not covered by the declared scopes \(Calendars\.Read\)\. Declare Calendars\.ReadWrite/,
  );
  expect(details).toMatchObject({
    method: "DELETE",
    path: "/me/events/{id}",
    plugin: "holidays",
    declared: ["Calendars.Read"],
    least: "Calendars.ReadWrite",
  });
});

test("the error names a scope that was not granted", async () => {
  const { message } = await refusal(
    createScriptedGateway(() => undefined)
      .as({ scopes: { declared: ["Calendars.Read"], inForce: [] } })
      .get("/me/events"),
  );
  expect(message).toContain("needs Calendars.Read, which is declared but was not granted");
});

test("the error for an unknown path says what to do", async () => {
  expect((await refusal(createScriptedGateway(() => undefined).graph.get("/me/secretThings"))).message).toContain(
    "GET /me/secretThings is not in the permission map of this host. The request was not sent.",
  );
});

test("a request that personal accounts cannot make is not sent", async () => {
  const s = createScriptedGateway(() => undefined, { accountKind: "personal" });
  const error = await refusal(s.graph.get("/me/presence"));
  expect([error.code, s.http.length]).toEqual(["scope-fence", 0]);
  expect(error.message).toContain("not available to personal accounts");
});

test.each([
  ["another host", "https://evil.example/v1.0/me/events?$skip=2"],
  ["a path outside the fence", "https://graph.microsoft.com/v1.0/me/messages?$skip=2"],
])("a next link to %s is not followed", async (_, link) => {
  const s = createScriptedGateway(() => ({ body: { value: [{ id: "1" }], "@odata.nextLink": link } }));
  const graph = s.as({ scopes: read });
  const all = async () => {
    for await (const _item of graph.pages("/me/events"));
  };
  expect((await refusal(s.run(all()))).code).toBe("scope-fence");
  expect((await refusal(s.run(graph.delta("/me/calendarView/delta", undefined)))).code).toBe("scope-fence");
  expect((await refusal(s.run(graph.delta("/me/calendarView/delta", link)))).code).toBe("scope-fence");
  expect(s.http.every((seen) => seen.path === "/me/events" || seen.path === "/me/calendarView/delta")).toBe(true);
});
