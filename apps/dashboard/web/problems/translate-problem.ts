import { explainRefusal } from "../accounts/refusal-texts.ts";
import type { FieldError, JsonObject, ProblemDetails, Sensor } from "../api/api-types.ts";
import { currentLanguage, type LanguageTag } from "../texts/texts.ts";
import { fillFacts } from "./fill-facts.ts";
import type { ProblemTexts } from "./problem-texts.ts";

const loaders: Readonly<Record<Exclude<LanguageTag, "en">, () => Promise<ProblemTexts>>> = {
  de: () => import("./texts/problems-de.ts").then(({ de }) => de),
  es: () => import("./texts/problems-es.ts").then(({ es }) => es),
  fr: () => import("./texts/problems-fr.ts").then(({ fr }) => fr),
  nl: () => import("./texts/problems-nl.ts").then(({ nl }) => nl),
};
const loading: Partial<Record<LanguageTag, Promise<ProblemTexts | undefined>>> = {};

/** The texts for errors in the current language. Loaded early, because a hub that does not respond cannot send them. English needs none. */
export function loadProblemTexts(): Promise<ProblemTexts | undefined> {
  const language = currentLanguage.get();
  if (language === "en") return Promise.resolve(undefined);
  loading[language] ??= loaders[language]().catch(() => {
    delete loading[language];
    return undefined;
  });
  return loading[language];
}

/** An error of the hub in the current language, told by its code and its facts. Without texts, as the hub said it. */
export async function translateProblem(problem: ProblemDetails): Promise<ProblemDetails> {
  const texts = await loadProblemTexts();
  if (!texts) return problem;
  const { code, details } = problem;
  const refusal = code === "sign-in-failed" ? await explainRefusal(String(details?.code)).catch(() => undefined) : undefined;
  return refusal === undefined ? withTexts(problem, texts) : { ...problem, detail: `${refusal} (${details?.code})` };
}

/** An error of a sensor or a plugin, as the hub says it and for programs. */
export interface ShownError {
  readonly error?: string | null | undefined;
  readonly errorCode?: string | undefined;
  readonly errorReason?: Sensor["errorReason"] | undefined;
  readonly errorDetails?: Sensor["errorDetails"] | undefined;
}

/** What is wrong with a sensor. Without texts, as the hub says it. With texts, undefined if it has no code. */
export function sensorErrorText(
  { error, errorCode, errorReason, errorDetails = {} }: ShownError,
  texts: ProblemTexts | undefined,
): string | undefined {
  if (error === null || error === undefined || !texts) return error ?? undefined;
  if (errorReason !== undefined) return fillFacts(texts.waiting[errorReason], errorDetails);
  return errorCode === undefined ? undefined : problemText({ code: errorCode, detail: error, details: errorDetails }, undefined, texts);
}

/** Why a sensor is not live. Without texts, as the hub says it. */
export function livenessText(
  { livenessReason, livenessCode, livenessDetails }: Pick<Sensor, "livenessReason" | "livenessCode" | "livenessDetails">,
  texts: ProblemTexts | undefined,
): string | undefined {
  if (livenessCode === undefined || !texts) return livenessReason;
  return fillFacts(texts.liveness[livenessCode], { ...livenessDetails, detail: causeText(livenessDetails, texts) ?? livenessReason });
}

/** Why something failed, from the `cause` among its facts. Undefined without one that has a text. */
export function causeText(facts: Sensor["livenessDetails"], texts: ProblemTexts | undefined): string | undefined {
  const { code, details } = (facts?.cause ?? {}) as { readonly code?: string; readonly details?: JsonObject };
  if (code === undefined || texts?.codes[code] === undefined) return undefined;
  return problemText({ code, detail: "", ...(details && { details }) }, undefined, texts).replace(emptyDetail, "");
}

export function withTexts(problem: ProblemDetails, texts: ProblemTexts): ProblemDetails {
  const errors = problem.errors?.map((error) => ({ ...error, detail: fieldText(error, texts) }));
  return { ...problem, detail: problemText(problem, errors, texts), ...(errors && { errors }) };
}

function problemText(
  { code, detail, details }: Pick<ProblemDetails, "code" | "detail" | "details">,
  errors: readonly FieldError[] | undefined,
  texts: ProblemTexts,
): string {
  if (code === "input-invalid")
    return fillFacts(texts.input, { detail: errors?.map((error) => `${nameOf(error)}${error.detail}`).join(" ") ?? detail });
  if (code === "graph-error" && details?.status !== undefined) {
    const refusal = [details.status, details.code].filter((fact) => fact !== undefined).join(" ");
    return fillFacts(texts.refused[details.status === 403 ? "forbidden" : "other"], { refusal });
  }
  const reason = texts.reasons[`${code}/${details?.reason}`];
  if (reason !== undefined) return fillFacts(`${texts.codes[code]!.replace(hubText, "")} ${reason}`, details!);
  return fillFacts(texts.codes[code] ?? texts.other, { missing: detail, ...details, detail });
}

function fieldText({ rule, limit, detail }: FieldError, texts: ProblemTexts): string {
  const name = rule === "minLength" && limit === "1" ? "required" : rule;
  return fillFacts((name !== undefined && texts.rules[name]) || texts.field, { limit, detail });
}

/** Of a field: `attendees.0.email: `. */
function nameOf({ pointer }: FieldError): string {
  const path = decodeURIComponent(pointer.replace(/^#\/?/, "")).replaceAll("/", ".");
  return path === "" ? "" : `${path}: `;
}

/** What is left where the hub has given no text. */
const emptyDetail = / \(\)$/;
/** The hub's own text, at the end. */
const hubText = / \(\{detail\}\)$/;
