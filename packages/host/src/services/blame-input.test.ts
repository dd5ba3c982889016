import { CasementError, type ErrorCode, type ServiceDefinition } from "@casement/core";
import { describe, expect, it } from "vitest";
import { rememberAddress } from "../graph/refused-address.ts";
import { blameInput, checkItemIds } from "./blame-input.ts";

/** The error of a request that was refused before it was sent. */
function refusalOf(address: string, code: ErrorCode = "path-unknown"): CasementError {
  const error = new CasementError(code, "The request was not sent.");
  expect(() =>
    rememberAddress(address, () => {
      throw error;
    }),
  ).toThrow(error);
  return error;
}

describe("blameInput", () => {
  it.each<[what: string, address: string, input: Record<string, unknown>, path: string]>([
    ["a text with a separator", "/me/messages/a%2Fb", { id: "a/b" }, "id"],
    ["a text in a list", "/me/messages/a%2Fb", { subject: "Tea", ids: ["AAMkAD", "a/b"] }, "ids.1"],
    ["a text with other capitals and blanks around it", "/me/messages/a%2Fb", { id: " A/B\n" }, "id"],
    ["a text that was not encoded", "/me/messages/a/b c", { note: "b c", id: "a/b c" }, "id"],
    ["a short text that was not encoded", "/me/messages/a/b", { id: "a/b" }, "id"],
    ["a text that is no encoded text", "/me/messages/%E0%A4", { id: "%E0%A4" }, "id"],
    ["an empty text", "/me/messages/", { id: "" }, "id"],
    ["one of several people in a text", "/users/b%2Fcd/events", { to: "ada@x.example; b/cd" }, "to"],
    ["the whole text rather than one that contains it", "/users/b%2Fcd/events", { note: "not b/cd!", to: "b/cd" }, "to"],
  ])("blames %s", (_, address, input, path) => {
    expect(blameInput(refusalOf(address), input)).toMatchObject({
      code: "input-invalid",
      message: expect.stringMatching(/^[\w.]+: is not an ID: .* Use an ID that a sensor or service returned\.$/),
      details: { issues: [{ path }] },
    });
  });

  it.each<[what: string, address: string, input: Record<string, unknown>]>([
    ["no text of the input is in the address", "/me/messages/a%2Fb", { id: "c/d" }],
    ["the text is a correct part of an address", "/me/messages/inbox", { id: "inbox" }],
    ["only a short part of the text is in the address", "/users/a%2F/events", { to: "ada a/ eve" }],
    ["the short text occurs in every address", "/me/messages", { id: "s/" }],
    ["a short text was not encoded", "/me/s/messages", { id: "s/" }],
    ["the text is in the query", "/me/messages?$filter=a%2Fb", { id: "a%2Fc" }],
    ["the text is empty, and no part of the address is", "/me/a%2Fb", { id: "" }],
  ])("does not blame the input if %s", (_, address, input) => {
    const error = refusalOf(address);
    expect(blameInput(error, input)).toBe(error);
  });

  it("returns other errors as they are", () => {
    const missing = refusalOf("/me/messages/a%2Fb", "scope-not-granted");
    for (const error of [missing, new CasementError("graph-error", "a/b"), new Error("a/b")])
      expect(blameInput(error, { id: "a/b" })).toBe(error);
  });
});

describe("checkItemIds", () => {
  const service = (id?: string) =>
    ({ item: id === undefined ? undefined : { id, of: "list", does: "change" } }) as unknown as ServiceDefinition;

  it("refuses what cannot be an ID, at its place", () => {
    expect(() => checkItemIds(service("id"), { id: "a/b" })).toThrow(/^id: is not an ID/);
    expect(() => checkItemIds(service("ids"), { ids: ["AAMk=", ".."] })).toThrow(/^ids\.1: is not an ID/);
  });

  it("accepts IDs, and anything elsewhere", () => {
    expect(() => checkItemIds(service("id"), { id: "AAMkAD=", note: "a/b" })).not.toThrow();
    expect(() => checkItemIds(service("id"), {})).not.toThrow();
    expect(() => checkItemIds(service(), { id: "a/b" })).not.toThrow();
    expect(() => checkItemIds({} as ServiceDefinition, { id: "a/b" })).not.toThrow();
  });
});
