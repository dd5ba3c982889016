import { describe, expect, test } from "vitest";
import { createScriptedGateway } from "../../test/graph/gateway.fixture.ts";

const graphWith = (...scopes: string[]) => {
  const s = createScriptedGateway(() => ({ body: { value: [] } }));
  return { s, graph: s.as({ scopes: { declared: scopes, inForce: scopes } }) };
};

describe("a query that reaches beyond the declared scopes is refused", () => {
  test.each([
    ["/me?$select=displayName,mailboxSettings", "MailboxSettings.Read"],
    ["/me?$expand=events", "Calendars.ReadBasic"],
    ["/me?$expand=messages($select=subject)", "Mail.ReadBasic"],
    ["/me?$EXPAND=messages", "Mail.ReadBasic"],
    ["/me?%24expand=messages", "Mail.ReadBasic"],
  ])("%s", async (path, scope) => {
    const { s, graph } = graphWith("Tasks.Read");
    await expect(graph.get(path)).rejects.toMatchObject({ code: "scope-fence" });
    await expect(graph.get(path)).rejects.toThrow(`Declare ${scope}`);
    expect(s.http).toEqual([]);
  });

  test.each([
    ["/me?$select=displayName,mailboxSettings", "MailboxSettings.Read"],
    ["/me/messages?$expand=attachments($select=id,name)&$select=id,subject", "Mail.Read"],
    ["/me/messages/1?$expand=singleValueExtendedProperties($filter=id eq 'x')", "Mail.Read"],
    ["/me/todo/lists/1/tasks?$expand=checklistItems,linkedResources", "Tasks.Read"],
    ["/me/events?$select=subject,attendees,calendar", "Calendars.Read"],
  ])("and one within them is not: %s", async (path, scope) => {
    const { s, graph } = graphWith(scope);
    await s.run(graph.get(path));
    expect(s.http).toHaveLength(1);
  });
});

test("graph.query sends only actions that read, and never a search over everything", async () => {
  const { s, graph } = graphWith("Calendars.Read");
  await expect(graph.query("/me/events/1/forward", {})).rejects.toMatchObject({ code: "scope-fence" });
  await expect(graph.query("/search/query", { requests: [] })).rejects.toMatchObject({
    code: expect.stringMatching(/scope-fence|path-unknown/),
  });
  await s.run(graph.query("/me/calendar/getSchedule", {}));
  expect(s.http).toHaveLength(1);
});
