import { expect, it } from "vitest";
import { allocateSlug } from "./slug.ts";

it.each([
  ["Groceries", "groceries"],
  ["  Ada's list! ", "adas-list"],
  ["Ada’s list", "adas-list"],
  ["Größe & Maß", "grosse-mass"],
  ["Ærø, Œuvre, Łódź, Đorđe, Þórð", "aero-oeuvre-lodz-dorde-thord"],
  ["Crème brûlée", "creme-brulee"],
  ["２０２６", "2026"],
  ["a—b…c", "a-b-c"],
  ["日本", "list"],
  ["", "list"],
  ["x".repeat(50), "x".repeat(40)],
  [`${"x".repeat(39)} y`, "x".repeat(39)],
])("makes %j to %j", (title, slug) => {
  expect(allocateSlug(title, "list", new Set())).toBe(slug);
});

it("counts up until a slug was never used, within 40 characters", () => {
  expect(allocateSlug("Home", "list", new Set(["home"]))).toBe("home-2");
  expect(allocateSlug("Home", "list", new Set(["home", "home-2", "home-3"]))).toBe("home-4");
  const long = "x".repeat(40);
  expect(allocateSlug(long, "list", new Set([long]))).toBe(`${"x".repeat(38)}-2`);
  expect(allocateSlug(`${"x".repeat(37)} y z`, "list", new Set([`${"x".repeat(37)}-y`, `${"x".repeat(37)}-y-`]))).toBe(
    `${"x".repeat(37)}-2`,
  );
});
