import { expect, it } from "vitest";
import { GraphFault, notFound } from "./graph-fault.ts";

it("is recognized from another copy of the package", async () => {
  // A query makes Node load the module again, as a second installed copy would be.
  const specifier = `${new URL("./graph-fault.ts", import.meta.url).pathname}?copy`;
  const copy: typeof import("./graph-fault.ts") = await import(/* @vite-ignore */ specifier);
  const fault = new copy.GraphFault(409, "ErrorConflict", "It exists.");
  expect(fault).not.toBeInstanceOf(GraphFault);
  expect(GraphFault.is(fault)).toBe(true);
  expect(GraphFault.is(notFound())).toBe(true);
  for (const other of [null, "text", new Error("x"), { status: 404 }]) expect(GraphFault.is(other)).toBe(false);
});
