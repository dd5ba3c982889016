import { expect, it, onTestFinished } from "vitest";
import { de } from "../actions/texts/actions-de.ts";
import { en } from "../actions/texts/actions-en.ts";
import { es } from "../actions/texts/actions-es.ts";
import { fr } from "../actions/texts/actions-fr.ts";
import { nl } from "../actions/texts/actions-nl.ts";
import { currentLanguage } from "../texts/texts.ts";
import { recurrenceText } from "./recurrence-text.tsx";

const languages = { en, de, es, fr, nl };
const textsOf = (rule: string) =>
  Object.entries(languages).map(([language, texts]) => {
    currentLanguage.set(language as keyof typeof languages);
    return recurrenceText(rule, texts);
  });

it("says a recurrence in words in each language", () => {
  onTestFinished(() => currentLanguage.set("en"));
  expect(textsOf("FREQ=DAILY")).toMatchInlineSnapshot(`
    [
      "Every day",
      "Täglich",
      "Cada día",
      "Tous les jours",
      "Elke dag",
    ]
  `);
  expect(textsOf("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=10")).toMatchInlineSnapshot(`
    [
      "Every 2 weeks on Monday and Thursday, 10 times",
      "Alle 2 Wochen am Montag und Donnerstag, 10-mal",
      "Cada 2 semanas el lunes y el jueves, 10 veces",
      "Toutes les 2 semaines le lundi et le jeudi, 10 fois",
      "Elke 2 weken op maandag en donderdag, 10 keer",
    ]
  `);
  expect(textsOf("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1")).toMatchInlineSnapshot(`
    [
      "Every month on the last weekday (Monday to Friday)",
      "Monatlich am letzten Werktag (Montag bis Freitag)",
      "Cada mes el último día laborable (de lunes a viernes)",
      "Tous les mois le dernier jour ouvré (du lundi au vendredi)",
      "Elke maand op de laatste werkdag (maandag tot en met vrijdag)",
    ]
  `);
  const [english, ...others] = textsOf("FREQ=MONTHLY;BYMONTHDAY=15;UNTIL=20270303");
  // As the browser's English writes a date.
  expect(english).toMatch(/^Every month on day 15, until (3 March|March 3,) 2027$/);
  expect(others).toMatchInlineSnapshot(`
    [
      "Monatlich am 15., bis 3. März 2027",
      "Cada mes el día 15, hasta el 3 de marzo de 2027",
      "Tous les mois le 15, jusqu’au 3 mars 2027",
      "Elke maand op dag 15, tot en met 3 maart 2027",
    ]
  `);
  expect(textsOf("FREQ=MONTHLY;BYMONTHDAY=-1")).toMatchInlineSnapshot(`
    [
      "Every month on the last day of the month",
      "Monatlich am letzten Tag des Monats",
      "Cada mes el último día del mes",
      "Tous les mois le dernier jour du mois",
      "Elke maand op de laatste dag van de maand",
    ]
  `);
  expect(textsOf("FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU")).toMatchInlineSnapshot(`
    [
      "Every year on the last Sunday in March",
      "Jährlich am letzten Sonntag im März",
      "Cada año el último domingo de marzo",
      "Tous les ans le dernier dimanche en mars",
      "Elk jaar op de laatste zondag in maart",
    ]
  `);
  const [englishDay, ...otherDays] = textsOf("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24;COUNT=1");
  expect(englishDay).toMatch(/^Every year on (24 December|December 24), once$/);
  expect(otherDays).toMatchInlineSnapshot(`
    [
      "Jährlich am 24. Dezember, einmal",
      "Cada año el 24 de diciembre, una vez",
      "Tous les ans le 24 décembre, une fois",
      "Elk jaar op 24 december, eenmaal",
    ]
  `);
  expect(textsOf("FREQ=MONTHLY;BYDAY=SA,MO;BYSETPOS=1")).toMatchInlineSnapshot(`
    [
      "Every month on the first Saturday or Monday",
      "Monatlich am ersten Samstag oder Montag",
      "Cada mes el primer sábado o lunes",
      "Tous les mois le premier samedi ou lundi",
      "Elke maand op de eerste zaterdag of maandag",
    ]
  `);
});

it("leaves a rule as it is that the form cannot show either", () => {
  expect(recurrenceText("FREQ=HOURLY", en)).toBe("FREQ=HOURLY");
});
