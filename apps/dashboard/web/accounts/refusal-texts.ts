import type { Account, PluginStatus, ScopeReport } from "../api/api-types.ts";
import { fillFacts, type ProblemFacts } from "../problems/fill-facts.ts";
import { createPartTexts } from "../texts/part-texts.ts";
import { fillText } from "../texts/texts.ts";

/** Why a sign-in was refused or a feature is limited, in a language other than that of the hub. */
export interface RefusalTexts {
  readonly waiting: string;
  readonly notGranted: string;
  readonly changesOff: string;
  /**
   * Microsoft's codes, without AADSTS, or the hub's own, separated by spaces; what they mean; what to do. After a slash: the `reason` of the code.
   * Names in braces are facts.
   */
  readonly refusals: readonly (readonly [codes: string, means: string, cure?: string])[];
}

/** The hub's own texts are English. */
const refusalTexts = createPartTexts<RefusalTexts | undefined>(undefined, {
  de: () => import("./texts/refusals-de.ts").then(({ de }) => de),
  es: () => import("./texts/refusals-es.ts").then(({ es }) => es),
  fr: () => import("./texts/refusals-fr.ts").then(({ fr }) => fr),
  nl: () => import("./texts/refusals-nl.ts").then(({ nl }) => nl),
});

export interface ExplainedRefusal {
  readonly means?: string;
  readonly cure?: string;
}

const findRefusal = (texts: RefusalTexts | undefined, code: string) =>
  texts?.refusals.find(([codes]) => codes.split(" ").includes(code.replace("AADSTS", "")));

/** What a code means and what to do, in the page's language, if it is one of the usual ones. */
export async function explainRefusal(code: string): Promise<string | undefined> {
  await refusalTexts.load();
  const [, means, cure] = findRefusal(refusalTexts.current(), code) ?? [];
  return means === undefined ? undefined : [means, cure].filter(Boolean).join(" ");
}

/** Explains a code in the page's language, if it is one of the usual ones. Otherwise as the hub does. */
export function useRefusalTexts(): (code: string | undefined, byHub: ExplainedRefusal, facts?: ProblemFacts) => ExplainedRefusal {
  const texts = refusalTexts.use();
  return (code = "", byHub, facts = {}) => {
    const [, means, cure] = findRefusal(texts, `${code}/${facts.reason}`) ?? findRefusal(texts, code) ?? [];
    return means === undefined ? byHub : { means: fillFacts(means, facts).trim(), ...(cure !== undefined && { cure }) };
  };
}

/** Whether a code is one of Microsoft's, to search for. */
export const isMicrosoftCode = (code: string): boolean => !code.includes("-");

interface LimitedPlugin extends Pick<PluginStatus, "access" | "missing" | "reason"> {
  readonly isWaiting: boolean;
}

export const toLimitedPlugin = ({ waiting, ...report }: ScopeReport["plugins"][number]): LimitedPlugin => ({
  ...report,
  isWaiting: waiting.length > 0,
});

/** Why a feature has less access than it asks for, in the page's language. */
export function usePluginReasons(requestedSet: Account["requestedSet"]): (plugin: LimitedPlugin) => string | undefined {
  const texts = refusalTexts.use();
  return ({ access, missing, reason, isWaiting }) => {
    if (!texts || reason === undefined || missing.length === 0) return reason;
    if (isWaiting) return fillText(texts.waiting, missing.join(", "));
    if (requestedSet === "read" && access === "read") return texts.changesOff;
    return fillText(texts.notGranted, missing.join(", "));
  };
}
