import { CasementError, type PluginDefinition, type ServiceDefinition } from "@casement/core";
import { describe, expect, it } from "vitest";
import { withIdHint } from "./id-hint.ts";

const service = (of: string | string[], does = "change", id: string | undefined = "id") =>
  ({ item: { id, of, does } }) as unknown as ServiceDefinition;
const plugin = {
  id: "tasks",
  services: {
    "clear-list": service("list"),
    "list-notes": service("note", "list", undefined),
    "list-items": service(["list", "folder"], "list", undefined),
  },
} as unknown as PluginDefinition;
const unknown = new CasementError("graph-not-found", "Graph does not know it.", { details: { status: 404 } });
const hint = (input: object, error: CasementError = unknown, called = service("list")) => withIdHint(error, plugin, called, input);

describe("a name instead of an ID", () => {
  it.each([["Coffee"], ["Buy coffee for the office"], [["AAMkADAwATMwMAItMTIzNA", "Coffee"]], ["x".repeat(15)]])(
    "is named in the error: %j",
    (id) => {
      expect(hint({ id })).toMatchObject({
        code: "graph-not-found",
        message: "id: must be an ID, not a name; tasks/list-items shows the IDs. Graph does not know it.",
        cause: unknown,
        details: { status: 404 },
      });
    },
  );

  it("is also assumed where Graph refuses the ID as malformed", () => {
    const malformed = new CasementError("graph-error", "The ID is malformed.", { details: { status: 400 } });
    expect(hint({ id: "Coffee" }, malformed)).toMatchObject({
      code: "graph-error",
      message: expect.stringMatching(/^id: must be an ID.*malformed\.$/),
    });
  });

  it("can be looked up in the sensor where no service lists such items", () => {
    expect(hint({ id: "Coffee" }, unknown, service("group"))).toMatchObject({
      message: expect.stringMatching(/^id: must be an ID, not a name; the attributes of the sensor show the IDs\./),
    });
    const bare = { id: "tasks" } as PluginDefinition;
    expect(withIdHint(unknown, bare, service("list"), { id: "Coffee" })).toMatchObject({
      message: expect.stringContaining("the attributes"),
    });
  });
});

it("returns other errors as they are", () => {
  const busy = new CasementError("graph-error", "Busy.", { details: { status: 503 } });
  const conflict = new CasementError("graph-conflict", "No.", { details: { status: 400 } });
  for (const error of [busy, conflict]) expect(hint({ id: "Coffee" }, error)).toBe(error);
  for (const id of ["x".repeat(16), undefined, 7]) expect(hint({ id })).toBe(unknown);
  for (const called of [service("list", "add", ""), {} as ServiceDefinition])
    expect(hint({ name: "Coffee" }, unknown, called)).toBe(unknown);
});
