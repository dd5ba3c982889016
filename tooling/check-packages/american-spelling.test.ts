import { expect, it } from "vitest";
import { americanSpelling } from "./american-spelling.ts";

it.each([
  ["authorise", "authorize"],
  ["authorisation", "authorization"],
  ["unauthorised", "unauthorized"],
  ["organiser", "organizer"],
  ["normalised", "normalized"],
  ["recognising", "recognizing"],
  ["serialise", "serialize"],
  ["analyse", "analyze"],
  ["colours", "colors"],
  ["behaviour", "behavior"],
  ["honoured", "honored"],
  ["neighbours", "neighbors"],
  ["favourite", "favorite"],
  ["centre", "center"],
  ["centred", "centered"],
  ["licence", "license"],
  ["cancelled", "canceled"],
  ["labelling", "labeling"],
  ["catalogue", "catalog"],
  ["judgement", "judgment"],
  ["fulfilment", "fulfillment"],
  ["artefact", "artifact"],
  ["grey", "gray"],
  ["programme", "program"],
])("spells %s as %s", (british, american) => {
  expect(americanSpelling(british)).toBe(american);
  expect(americanSpelling(american)).toBeUndefined();
});

it.each([
  "raise",
  "promise",
  "hour",
  "four",
  "tour",
  "source",
  "called",
  "cancellation",
  "analysis",
  "analyses",
  "emphasis",
  "organism",
  "presence",
])("leaves %s as it is", (word) => {
  expect(americanSpelling(word)).toBeUndefined();
});
