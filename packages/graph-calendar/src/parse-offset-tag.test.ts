import { expect, it } from "vitest";
import { parseOffsetTag } from "./parse-offset-tag.ts";

it.each([
  ["Dentist !!-10", "Dentist", -10],
  ["!!1:30 Dentist", "Dentist", 90],
  ["Dentist !!-1:05 upstairs", "Dentist upstairs", -65],
  ["Dentist !!10", "Dentist", 10],
  ["Dentist !!+10", "Dentist", 10],
  ["Dentist !!0", "Dentist", 0],
  ["Hurry up!!", "Hurry up!!", undefined],
  ["Hurry!! 10 people", "Hurry!! 10 people", undefined],
])("%s", (subject, clean, minutes) => expect(parseOffsetTag(subject)).toEqual({ subject: clean, minutes }));
