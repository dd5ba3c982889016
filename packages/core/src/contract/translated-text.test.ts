import { expect, test } from "vitest";
import { translatedText } from "./translated-text.ts";

const texts = {
  de: { title: "Aufgaben", "sensors.list.title": "Liste" },
  "de-CH": { title: "Pendenzen" },
  "pt-BR": { title: "Tarefas" },
};

test.each([
  ["de", "title", "Aufgaben"],
  ["de-AT", "title", "Aufgaben"],
  ["de-CH", "title", "Pendenzen"],
  ["de-CH-1996", "title", "Pendenzen"],
  ["de-ch", "sensors.list.title", "Liste"],
  ["DE", "title", "Aufgaben"],
  ["pt-br", "title", "Tarefas"],
  ["pt", "title", undefined],
  ["den", "title", undefined],
  ["fr", "title", undefined],
  ["de", "sensors.other.title", undefined],
  ["de", "toString", undefined],
  ["", "title", undefined],
  [undefined, "title", undefined],
])("in %s, %s is %s", (language, path, expected) => expect(translatedText(texts, language, path)).toBe(expected));

test("a plugin without texts has none", () => expect(translatedText(undefined, "de", "title")).toBeUndefined());
