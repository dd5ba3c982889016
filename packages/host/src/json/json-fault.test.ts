import { runInNewContext } from "node:vm";
import { expect, it } from "vitest";
import { jsonFaultOf } from "./json-fault.ts";

const circle: Record<string, unknown> = { list: [] };
(circle.list as unknown[]).push({ back: circle });
let deep: unknown = 1;
for (let i = 0; i < 10_000; i++) deep = { inner: deep };
const shared = { a: 1 };

it.each<[what: string, value: unknown, fault: string | undefined]>([
  ["nothing", null, undefined],
  ["all JSON types", { a: "x", b: -1.5, c: true, d: null, e: [{ f: [] }] }, undefined],
  ["a property that is undefined", { a: undefined }, undefined],
  ["the same object twice", { a: shared, b: [shared, shared] }, undefined],
  ["an object without a prototype", Object.assign(Object.create(null), { a: 1 }), undefined],
  ["an object of another realm", runInNewContext("({ a: [1] })"), undefined],
  ["a BigInt", { more: { size: 10n } }, "more.size is a BigInt"],
  ["NaN", { items: [{ n: 1 }, { n: Number.NaN }] }, "items.1.n is NaN"],
  ["infinity", { a: Number.NEGATIVE_INFINITY }, "a is -Infinity"],
  ["a circle", circle, "list.0.back contains itself"],
  ["a hole in a list", { a: [1, undefined] }, "a.1 is undefined"],
  ["a date", { at: new Date(0) }, "at is a Date"],
  ["a map", new Map(), "the value is a Map"],
  ["a function", { f: () => 1 }, "f is a function"],
  ["a symbol", { s: Symbol("x") }, "s is a symbol"],
  ["10,000 levels", deep, "inner.inner.inner.inner.inner.inner.inner.inner… is nested more than 200 levels deep"],
])("%s", (_, value, fault) => {
  expect(jsonFaultOf(value)).toBe(fault);
});
