import { expect, test } from "vitest";
import { hintText } from "./hint-text.ts";

test.for([
  ["Minutes before the start; null: no reminder", "Minutes before the start"],
  ["Date, pas après l’échéance ; null la supprime", "Date, pas après l’échéance"],
  ["Datum, nicht nach der Fälligkeit; null entfernt es", "Datum, nicht nach der Fälligkeit"],
  ["Shown to everybody; nullable names are kept", "Shown to everybody; nullable names are kept"],
])("a hint is for people: %s", ([description, hint]) => {
  expect(hintText(description)).toBe(hint);
});

test("a field without a description has no hint", () => {
  expect(hintText(undefined)).toBeUndefined();
});
