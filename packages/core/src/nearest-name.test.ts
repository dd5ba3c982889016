import { expect, test } from "vitest";
import { editDistance, nearestName } from "./nearest-name.ts";

test.each([
  ["", "", 0],
  ["abc", "", 3],
  ["kitten", "sitting", 3],
  ["emial", "email", 1],
  ["calender", "calendar", 1],
])("%s → %s takes %i steps", (a, b, steps) => {
  expect(editDistance(a, b)).toBe(steps);
  expect(editDistance(b, a)).toBe(steps);
});

test.each([
  ["enable_update", "enableUpdate"],
  ["enableupdates", "enableUpdate"],
  ["client-id", "clientId"],
  ["tenant", undefined],
  ["x", undefined],
])("the name nearest to %s is %s", (word, expected) => {
  expect(nearestName(word, ["name", "clientId", "clientSecret", "enableUpdate"])).toBe(expected);
});
