import { describe, expect, it } from "vitest";
import { createPermissionMap } from "./permission-map.ts";
import { firstPartyOperations } from "./permission-tables.ts";

const { coverage, permissionsOf } = createPermissionMap();

const outcome = (scopes: readonly string[], method: string, path: string, kind: "work" | "personal" = "work") =>
  coverage(scopes, method, path, kind).outcome;

/** Random numbers that are the same in every run. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

describe("every request of the map, in many spellings", () => {
  const next = randomNumbers(7);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)]!;
  const ids = ["AAMkAGI2-_x=", "19:abc_def@thread.v2", "o'neil@contoso.example", "8ea0e38b-efb3-4757-924a-5f94061cf8c2", "inbox", "Tasks"];
  const casing = (text: string) => pick([text, text.toLowerCase(), text.toUpperCase()]);
  const request = (template: string): string => {
    const [, ...segments] = template.split("/");
    const path = segments.reduce((before, segment, at) => {
      if (segment.includes("{value}")) return `${before}/${segment.replaceAll("{value}", "'2026-01-01/x'")}`;
      if (segment !== "{id}")
        return `${before}/${segment === "delta" ? pick(["delta", "delta()", "microsoft.graph.delta()"]) : casing(segment)}`;
      const id = pick(ids);
      const quotable = at > 0 && next() < 0.4;
      return quotable ? `${before}('${id.replaceAll("'", "''")}')` : `${before}/${pick([id, encodeURIComponent(id)])}`;
    }, "");
    return `${pick(["", "/v1.0", "https://graph.microsoft.com/v1.0"])}${path}${pick(["", "?$top=5", "?$filter=subject eq 'a/b(c'", "/"])}`;
  };

  for (let round = 0; round < 5; round++)
    it(`is found under its own template (round ${round + 1})`, () => {
      for (const operation of firstPartyOperations()) {
        for (const kind of ["work", "personal"] as const) {
          const path = request(operation.path);
          const needs = permissionsOf(pick([operation.method, operation.method.toLowerCase()]), path, kind);
          const access = operation[kind];
          expect(needs?.request, path).toBe(access && `${operation.method} ${operation.path}`);
          if (!needs) {
            expect(outcome(["Mail.ReadWrite", "Calendars.ReadWrite"], operation.method, path, kind)).toMatch(
              /^(unavailable|depends-on-content)$/,
            );
            continue;
          }
          for (const accepted of [needs.least, ...needs.higher, ...needs.partial])
            expect(outcome([accepted], operation.method, path, kind)).toBe("covered");
          expect(outcome(["openid"], operation.method, path, kind)).toBe("missing");
          expect(outcome([], operation.method, path, kind)).toBe("missing");
        }
      }
    });

  it("has the same outcome for /me/x and /users/{id}/x with every accepted permission", () => {
    for (const { method, path, work } of firstPartyOperations()) {
      if (!work || !path.startsWith("/me/") || path === "/me/presence") continue;
      const twin = path.replace("/me/", "/users/somebody@contoso.example/").replaceAll("{value}", "'x'");
      for (const scope of ["Calendars.ReadWrite", "Mail.ReadWrite", "Tasks.Read", "Chat.Read", "MailboxSettings.Read"])
        expect(outcome([scope], method, twin), `${method} ${twin} ${scope}`).toBe(
          outcome([scope], method, path.replaceAll("{value}", "'x'")),
        );
    }
  });
});

describe("the template of a request", () => {
  it("is the one with the fewest ids", () => {
    expect(permissionsOf("GET", "/me/todo/lists/delta", "work")?.request).toBe("GET /me/todo/lists/delta");
    expect(permissionsOf("GET", "/me/events/delta", "work")?.request).toBe("GET /me/events/delta");
    expect(permissionsOf("GET", "/me/todo/lists('delta')", "work")?.request).toBe("GET /me/todo/lists/{id}");
  });

  it("does not depend on the method, so a name is never taken as an id", () => {
    expect(outcome(["Calendars.ReadWrite"], "PATCH", "/me/events/delta")).toBe("unknown");
    expect(outcome(["Calendars.ReadWrite"], "POST", "/me/events/delta()")).toBe("unknown");
  });

  it("never takes a function or a name with a namespace as an id", () => {
    expect(outcome(["Mail.ReadWrite"], "GET", "/me/messages/somethingNew()")).toBe("unknown");
    expect(outcome(["Mail.ReadWrite"], "GET", "/me/messages/microsoft.graph.somethingNew")).toBe("unknown");
    expect(outcome(["Mail.ReadWrite"], "GET", "/me/messages/$ref")).toBe("unknown");
  });
});

describe("$count, $value and $batch", () => {
  it("$count needs what the list needs", () => {
    expect(permissionsOf("GET", "/me/mailFolders/inbox/messages/$count?$filter=isRead eq false", "work")?.request).toBe(
      "GET /me/mailFolders/{id}/messages",
    );
    expect(outcome(["Mail.ReadBasic"], "GET", "/users/x/mailFolders('inbox')/messages/$count")).toBe("covered");
    expect(outcome(["Mail.ReadWrite"], "POST", "/me/messages/$count")).toBe("unknown");
  });

  it("$value is the raw content, which a reduced permission never gives", () => {
    expect(coverage(["Mail.ReadBasic"], "GET", "/me/mailFolders/inbox/messages/1", "work")).toMatchObject({
      outcome: "covered",
      partial: true,
    });
    expect(outcome(["Mail.ReadBasic"], "GET", "/me/mailFolders/inbox/messages/1/$value")).toBe("missing");
    expect(outcome(["Mail.ReadBasic"], "GET", "/me/messages/1/$value")).toBe("missing");
    expect(outcome(["Mail.Read"], "GET", "/me/mailFolders/inbox/messages/1/$value")).toBe("covered");
  });

  it("$batch and subscriptions depend on their content, so no scope covers them", () => {
    expect(outcome(["Mail.ReadWrite"], "POST", "/$batch")).toBe("depends-on-content");
    expect(outcome(["Mail.ReadWrite"], "POST", "https://graph.microsoft.com/v1.0/$batch")).toBe("depends-on-content");
    expect(outcome(["Mail.Read"], "POST", "/subscriptions")).toBe("depends-on-content");
    expect(permissionsOf("POST", "/$batch", "work")).toBeUndefined();
  });
});

describe("coverage", () => {
  it("names the least permission that is enough", () => {
    expect(coverage(["Mail.Read"], "PATCH", "/me/messages/1", "work")).toMatchObject({
      outcome: "missing",
      needs: { least: "Mail.ReadWrite" },
    });
    expect(coverage(["Mail.ReadWrite"], "POST", "/me/sendMail", "work")).toMatchObject({
      outcome: "missing",
      needs: { least: "Mail.Send" },
    });
  });

  it("includes what implies an accepted permission, even where the map omits it", () => {
    expect(firstPartyOperations().find((o) => o.method === "GET" && o.path === "/me/events/{id}")?.work?.higher).not.toContain(
      "Calendars.ReadWrite",
    );
    expect(outcome(["Calendars.ReadWrite"], "GET", "/me/events/1")).toBe("covered");
  });

  it("covers a shared mailbox by the .Shared forms, and names the form for another user's mailbox", () => {
    const path = "/users/team@contoso.example/mailFolders/inbox/messages";
    expect(coverage(["Mail.ReadBasic.Shared"], "GET", path, "work")).toMatchObject({ outcome: "covered", partial: false });
    expect(permissionsOf("GET", path, "work")?.shared).toBe("Mail.ReadBasic.Shared");
    expect(permissionsOf("GET", "/users/team@contoso.example/calendarView", "work")?.shared).toBe("Calendars.Read.Shared");
    expect(permissionsOf("POST", "/users/team@contoso.example/sendMail", "work")?.shared).toBe("Mail.Send.Shared");
    expect(permissionsOf("GET", "/me/calendarView", "work")?.shared).toBeUndefined();
  });

  it("does not cover one feature by the scopes of another", () => {
    for (const scope of ["Calendars.ReadWrite", "Tasks.ReadWrite", "User.Read"])
      expect(outcome([scope], "GET", "/me/messages")).toBe("missing");
  });

  it("To Do: tasks by delta under Tasks.Read, lists by delta only under Tasks.ReadWrite", () => {
    expect(outcome(["Tasks.Read"], "GET", "/me/todo/lists/1/tasks/delta")).toBe("covered");
    expect(outcome(["Tasks.Read"], "GET", "/me/todo/lists/delta")).toBe("missing");
  });

  it("is unavailable where personal accounts, or all accounts, have no permission", () => {
    expect(outcome(["Presence.Read"], "GET", "/me/presence", "personal")).toBe("unavailable");
    expect(outcome(["Calendars.Read"], "POST", "/me/calendar/getSchedule", "personal")).toBe("unavailable");
    expect(outcome(["Chat.ReadWrite"], "GET", "/me/chats/getAllMessages")).toBe("unavailable");
    expect(outcome(["Calendars.Read"], "GET", "/me/calendars", "personal")).toBe("covered");
  });

  it.each([
    "/me/drive",
    "/users/delta",
    "/me/messages/delta",
    "/beta/me/events",
    "/me/contacts",
    "/me/events/1/nonsense",
    "/me/messages/../events",
    "https://elsewhere.example/v1.0/me",
  ])("does not know %s", (path) => {
    expect(outcome(["Calendars.ReadWrite", "Mail.ReadWrite", "User.Read", "User.ReadBasic.All"], "GET", path)).toBe("unknown");
  });

  it("takes less than 0.1 ms of processor time", () => {
    coverage(["Mail.Read"], "GET", "/me", "work");
    const start = process.cpuUsage();
    for (let i = 0; i < 10_000; i++) coverage(["Mail.Read"], "GET", `/users/x/mailFolders/inbox/messages/${i}/attachments?$top=5`, "work");
    expect(process.cpuUsage(start).user / 10_000).toBeLessThan(100);
  });
});
