import { readAddresses } from "@casement/graph-text";
import { expect, it } from "vitest";

it("reads addresses", () => {
  expect(readAddresses('"Reed, Ada" <ada@x.example>; ben@y.example')).toEqual({
    people: [{ name: "Reed, Ada", address: "ada@x.example" }, { address: "ben@y.example" }],
  });
  expect(readAddresses("Reed, Ada <ada@x.example>")).toHaveProperty("mistake.message");
});
