import { expect, test } from "vitest";
import { withFrenchSpaces } from "./french-spaces.ts";

test("lines do not break before a sign, wherever a text is", () => {
  expect(withFrenchSpaces({ ask: "Le code ?", list: ["« Oui » : non"], count: 2, deep: { time: "à 10:00" } })).toEqual({
    ask: "Le code\u00a0?",
    list: ["«\u00a0Oui\u00a0»\u00a0: non"],
    count: 2,
    deep: { time: "à 10:00" },
  });
});

test("one apostrophe, whichever was typed", () => {
  expect(withFrenchSpaces({ today: "Aujourd'hui", code: "'abc'", typed: "l’heure" })).toEqual({
    today: "Aujourd’hui",
    code: "'abc'",
    typed: "l’heure",
  });
});
