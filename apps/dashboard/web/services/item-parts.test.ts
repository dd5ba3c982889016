import { expect, it } from "vitest";
import { partsIn } from "./item-parts.ts";

it("reads parts with IDs and titles, texts, and nothing else", () => {
  const steps = [{ id: "1", title: "Paint" }, { id: "2", title: "" }, { title: "No ID" }, 7];
  expect(partsIn({ data: { steps } }, "steps")).toEqual([
    { id: "1", title: "Paint" },
    { id: "2", title: "2" },
  ]);
  expect(partsIn({ data: { files: ["a.pdf"] } }, "files")).toEqual([{ id: "a.pdf", title: "a.pdf" }]);
});

it("does not know the parts of an item that says nothing about them", () => {
  expect(partsIn({ data: {} }, "steps")).toBeUndefined();
});
