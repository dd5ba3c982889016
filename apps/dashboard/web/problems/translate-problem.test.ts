import { expect, it } from "vitest";
import { errorCodes } from "../../../../packages/core/src/errors/error-codes.ts";
import type { ProblemDetails } from "../api/api-types.ts";
import { de } from "./texts/problems-de.ts";
import { es } from "./texts/problems-es.ts";
import { fr } from "./texts/problems-fr.ts";
import { nl } from "./texts/problems-nl.ts";
import { causeText, livenessText, sensorErrorText, withTexts } from "./translate-problem.ts";

const problem = (more: Partial<ProblemDetails>): ProblemDetails => ({
  ...{ type: "about:blank", title: "", status: 400, detail: "It broke.", code: "input-invalid" },
  ...more,
});

/** What only commands, programs and the start of the hub meet. */
const elsewhere = [
  ...["autostart-failed", "backup-invalid", "config-missing", "confirmation-needed", "host-refused", "hub-not-running"],
  ...["input-invalid", "method-not-allowed", "store-locked"],
];

/** Those of the page itself, and of what keeps notifications away. */
const ofPage = ["unreachable", "foreign-answer", "address-unreachable", "relay-failed"];

it("has a text for each code that the page can meet, in each language", () => {
  const codes = [...Object.keys(errorCodes).filter((code) => !elsewhere.includes(code)), ...ofPage].sort();
  for (const texts of [de, es, fr, nl]) {
    expect(Object.keys(texts.codes).sort()).toEqual(codes);
    for (const text of Object.values(texts.refused)) expect(text).toContain("{refusal}");
    expect(Object.keys(texts.reasons)).toEqual(Object.keys(de.reasons));
    expect(Object.keys(texts.rules)).toEqual(Object.keys(de.rules));
    for (const [code, text] of Object.entries(de.codes)) expect(texts.codes[code]!.match(/\{\w+\}/g)).toEqual(text.match(/\{\w+\}/g));
  }
});

it("tells an error by its code and its facts, and repeats the hub's text only where it says more", () => {
  expect(withTexts(problem({ code: "graph-not-found" }), de).detail).toBe(
    "Microsoft findet es nicht. Vielleicht wurde es gelöscht oder verschoben.",
  );
  expect(withTexts(problem({ code: "too-many-calls", details: { retryAfter: 5 } }), de).detail).toContain("in 5 Sekunden");
  expect(withTexts(problem({ code: "config-invalid" }), de).detail).toBe("Die Konfiguration hat einen Fehler: It broke.");
  const refused = (details: Required<ProblemDetails>["details"]) => withTexts(problem({ code: "graph-error", details }), de).detail;
  expect(refused({ status: 403, code: "ErrorAccessDenied" })).toBe(
    "Microsoft erlaubt das nicht: Dem Konto fehlt der Zugriff darauf oder eine Berechtigung. (403 ErrorAccessDenied)",
  );
  expect(refused({ status: 400 })).toBe("Microsoft hat die Anfrage abgelehnt. (400)");
  expect(refused({})).toBe("Microsoft hat die Anfrage abgelehnt. (It broke.)");
  const missing = problem({ code: "scope-not-granted", details: { missing: "Tasks.ReadWrite" } });
  expect(withTexts(missing, nl).detail).toMatch(/\(Tasks\.ReadWrite\)$/);
  expect(withTexts(problem({ code: "from-the-future" }), de).detail).toBe("Es hat nicht geklappt: It broke.");
});

it("says why in the page's language, where the hub names the reason", () => {
  const refused = problem({ code: "file-refused", details: { reason: "size", limit: "150 MB" } });
  expect(withTexts(refused, de).detail).toBe("Die Datei kann nicht verwendet werden. Sie ist größer als 150 MB.");
  expect(withTexts(problem({ code: "file-refused" }), de).detail).toBe("Die Datei kann nicht verwendet werden. (It broke.)");
  for (const texts of [de, es, fr, nl]) {
    expect(Object.keys(texts.reasons).sort()).toEqual(Object.keys(de.reasons).sort());
    for (const [name, text] of Object.entries(de.reasons)) expect(texts.reasons[name]!.match(/\{\w+\}/g)).toEqual(text.match(/\{\w+\}/g));
  }
});

it("tells what is wrong with a field by the rule that it breaks", () => {
  const errors = [
    { pointer: "#/reminder", detail: "Too big", rule: "maximum", limit: "40320" },
    { pointer: "#/attendees/0/email", detail: "Too small", rule: "minLength", limit: "1" },
    { pointer: "#/end", detail: "is before start", rule: "after-start" },
    { pointer: "#/", detail: "odd" },
  ];
  expect(withTexts(problem({ errors }), de)).toMatchObject({
    detail:
      "Die Eingabe passt nicht: reminder: Höchstens 40320. attendees.0.email: Wird benötigt. end: Muss nach dem Beginn liegen. Passt nicht: odd",
    errors: [
      { detail: "Höchstens 40320." },
      { detail: "Wird benötigt." },
      { detail: "Muss nach dem Beginn liegen." },
      { detail: "Passt nicht: odd" },
    ],
  });
  expect(withTexts(problem({}), fr).detail).toBe("La saisie ne convient pas : It broke.");
});

it("tells what is wrong with a sensor: as the hub in English, by the code in other languages, and nothing without a code", () => {
  const sensor = { error: "Graph is slow.", errorCode: "graph-unreachable" };
  expect(sensorErrorText(sensor, undefined)).toBe("Graph is slow.");
  expect(sensorErrorText(sensor, de)).toBe("Microsoft antwortet nicht. Versuche es später noch einmal.");
  expect(sensorErrorText({ error: "The last complete read was at 08:00." }, fr)).toBeUndefined();
  expect(sensorErrorText({ error: null }, de)).toBeUndefined();
  expect(sensorErrorText({ error: "Being read for the first time.", errorReason: "first-read" }, nl)).toBe("Wordt voor het eerst gelezen.");
});

it("tells why a sensor is not live, by the code", () => {
  const livenessReason = "Only with Tasks.Read.";
  const sensor = { livenessReason, livenessCode: "permission-missing", livenessDetails: { scope: "Tasks.Read" } } as const;
  expect(livenessText(sensor, undefined)).toBe("Only with Tasks.Read.");
  for (const texts of [de, es, fr, nl]) {
    expect(livenessText(sensor, texts)).toContain(" Tasks.Read");
    expect(Object.keys(texts.liveness)).toEqual(Object.keys(de.liveness));
  }
});

it("tells what keeps notifications away, as the hub only where there is no text", () => {
  const causeIn = (code: string, details: object, texts = de) => causeText({ cause: { code, details: details as any } }, texts);
  const relay = { relay: "https://relay.example", hub: "abc" };
  expect(causeIn("relay-failed", { ...relay, reason: "unreachable" })).toBe(
    "Das Relay https://relay.example bringt keine Meldungen. Es ist nicht erreichbar.",
  );
  expect(causeIn("relay-failed", { ...relay, reason: "not-served" }, fr)).toContain("--hub=abc");
  expect(causeIn("address-unreachable", { origin: "https://hub.example" })).toContain("Microsoft erreicht https://hub.example nicht.");
  expect(causeIn("graph-error", { status: 403, code: "AccessDenied" })).toContain("(403 AccessDenied)");
  expect(causeIn("graph-error", {})).toBe("Microsoft hat die Anfrage abgelehnt.");
  const sensor = { livenessReason: "It failed.", livenessCode: "subscription-failed" } as const;
  expect(livenessText({ ...sensor, livenessDetails: { cause: { code: "graph-unreachable" } } }, de)).toContain(
    "(Microsoft antwortet nicht.",
  );
  expect(livenessText({ ...sensor, livenessDetails: { cause: { code: "newer" } } }, de)).toContain("(It failed.)");
  expect(livenessText({ ...sensor, livenessDetails: { cause: { code: "graph-unreachable" } } }, undefined)).toBe("It failed.");
});
