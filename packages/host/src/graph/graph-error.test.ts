import { expect, it } from "vitest";
import { createGraphError } from "./graph-error.ts";
import type { GraphRequest, GraphResponse } from "./graph-request.ts";

const notFound = { status: 404, headers: {} } as GraphResponse;

it("a user without a mailbox, such as a guest, learns why and what to do", () => {
  const request = { method: "GET", shape: "/me/calendars" } as GraphRequest;
  const body = { error: { code: "MailboxNotEnabledForRESTAPI", message: "The mailbox is inactive." } };
  const { code, message } = createGraphError(request, { ...notFound, body });
  expect(code).toBe("graph-not-found");
  expect(message).toMatch(/a guest has none.*A guest sets accountType to work/);
  expect(createGraphError(request, { ...notFound, body: {} }).message).toContain("The item may have been deleted");
});
