import { expect, it } from "vitest";
import { bodyToText } from "./message-body.ts";

it("says that a body is truncated if much of its HTML was not read, although the text that was read is short", () => {
  const content = `<p>Hello</p>${"<i></i>".repeat(300_000)}<p>and more</p>`;
  expect(bodyToText({ contentType: "html", content })).toEqual({ text: "Hello", truncated: true });
  expect(bodyToText({ contentType: "html", content: "<p>Hello</p>" })).toEqual({ text: "Hello" });
});
