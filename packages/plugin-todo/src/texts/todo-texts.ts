import type { TranslatedTexts } from "@casement/core";
import { serviceTexts } from "@casement/core";
import { deWords } from "./de.ts";
import { esWords } from "./es.ts";
import { frWords } from "./fr.ts";
import { nlWords } from "./nl.ts";
import { textsOf } from "./todo-words.ts";

const englishValues = {
  status: {
    values: {
      notStarted: "Not started",
      inProgress: "In progress",
      completed: "Completed",
      waitingOnOthers: "Waiting on others",
      deferred: "Deferred",
    },
  },
  bodyType: { values: { html: "HTML" } },
};

export const todoTexts: TranslatedTexts = {
  en: {
    "sensors.list.unitOfOne": "task",
    ...serviceTexts("create-task", {}, englishValues),
    ...serviceTexts("update-task", {}, englishValues),
    ...serviceTexts("list-tasks", {}, { show: { values: { all: "All", open: "Open", completed: "Completed" } } }),
  },
  de: textsOf(deWords),
  es: textsOf(esWords),
  fr: textsOf(frWords),
  nl: textsOf(nlWords),
};
