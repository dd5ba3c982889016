import { expect, it } from "vitest";
import { errorCodes } from "../../../packages/core/src/errors/error-codes.ts";
import { knownAadstsCodes } from "../../../packages/host/src/auth/aadsts.ts";
import { errorPages, linkCodes } from "./error-pages.ts";
import { messagesIn } from "./messages-by-code.ts";

const textOf = (at: string, messages: ReadonlyMap<string, readonly string[]> = new Map()) =>
  errorPages(messages).find((page) => page.at === at)?.text ?? "";

it("has one page for each code", () => {
  const addresses = errorPages(new Map()).map(({ at }) => at);
  expect(new Set(addresses).size).toBe(Object.keys(errorCodes).length + knownAadstsCodes.length);
});

it("says what people see, what happened and what to do", () => {
  const text = textOf(
    "errors/store-locked",
    new Map([
      ["store-locked", ["A demo with <name> is already running.", "Use https://example.org/casement, or ….", "Use `http://127.0.0.1`."]],
    ]),
  );
  expect(text).toMatch(/^# `store-locked`: Another process uses the data folder\n/);
  expect(text).toContain("the status 409");
  expect(text).toMatch(/## What to do\n\nStop the other hub/);
  expect(text).toContain(
    "- A demo with &lt;name> is already running.\n- Use `https://example.org/casement`, or …\n- Use `http://127.0.0.1`.\n",
  );
});

it("leads from a code of Microsoft to the steps that its cure names", () => {
  expect(textOf("errors/aadsts50011")).toMatch(/# `AADSTS50011`: The redirect URI .*start\.md#2-register/s);
  expect(textOf("errors/aadsts53003")).toContain("sign-in.md#policies-second-factors-and-guests");
  expect(textOf("errors/aadsts90094")).toContain("sign-in.md#signing-in-with-fewer-permissions");
});

it("links the codes of tables, and no others", () => {
  expect(linkCodes('| <a id="timeout"></a>`timeout` | `timeout` |')).toBe(
    '| <a id="timeout"></a>[`timeout`](/errors/timeout) | `timeout` |',
  );
  expect(linkCodes("| `AADSTS50074`, `AADSTS99999` | x |")).toBe("| [`AADSTS50074`](/errors/aadsts50074), `AADSTS99999` | x |");
  expect(linkCodes("The code `timeout` | here")).toBe("The code `timeout` | here");
});

it("finds the messages of the sources, without what is filled in", () => {
  const source = `
    throw new CasementError("store-locked", \`Another hub (process \${pid}) uses the folder. Stop it.\`);
    throw new CasementError("timeout", isRead ? "The read took longer than a minute." : message);
    throw new CasementError("timeout", \`\${what} took longer than a minute here.\`);
    throw new CasementError(code, "A code that only the program knows.");`;
  expect(messagesIn("a.ts", source)).toEqual([
    { code: "store-locked", message: "Another hub (process …) uses the folder. Stop it." },
    { code: "timeout", message: "The read took longer than a minute." },
  ]);
});
