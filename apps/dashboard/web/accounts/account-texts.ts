import type { Account, PluginStatus, Sensor } from "../api/api-types.ts";
import { causeText, type ShownError, sensorErrorText } from "../problems/translate-problem.ts";
import { useErrorTexts } from "../problems/use-sensor-error-text.ts";
import { pluginTitleOf } from "../texts/plugin-texts.ts";
import { type ExplainedRefusal, useRefusalTexts } from "./refusal-texts.ts";

interface AccountTexts {
  problemOf(account: Account): ExplainedRefusal;
  /** What will go wrong, and what to do. */
  warningOf(warning: Account["warnings"][number]): string;
  errorOf(plugin: PluginStatus): string | undefined;
}

/** Why one of the sensors of an account is out of date. */
interface StaleCause {
  readonly message?: string;
  readonly code?: string;
  readonly reason?: Sensor["errorReason"];
  readonly details?: Sensor["errorDetails"];
}

/** What is wrong with accounts and their plugins, in the page's language. As the hub says it, if the page has no text for the code. */
export function useAccountTexts(accounts: readonly Account[]): AccountTexts {
  const explain = useRefusalTexts();
  const texts = useErrorTexts(
    accounts.some(({ problem, warnings, plugins }) => problem || warnings.length > 0 || plugins.some(({ error }) => error !== undefined)),
  );
  const causeOf = (details: Account["warnings"][number]["details"]) => {
    const detail = causeText(details, texts);
    return detail === undefined ? {} : { detail };
  };
  const errorOf = (shown: ShownError): string | undefined => sensorErrorText(shown, texts) ?? shown.error ?? undefined;
  return {
    errorOf,
    problemOf({ problem, plugins }) {
      if (!problem) return {};
      const { code, message, cure, details = {} } = problem;
      const plugin = plugins.find(({ id }) => id === details.plugin);
      const { message: error, ...cause } = (details.cause ?? {}) as StaleCause;
      const facts = {
        ...details,
        detail: message,
        plugin: plugin && pluginTitleOf(plugin),
        error: plugin && errorOf(plugin),
        cause: errorOf({ error, errorCode: cause.code, errorReason: cause.reason, errorDetails: cause.details }) ?? "",
      };
      return explain(code, { means: message, cure }, facts);
    },
    warningOf({ code, message, details }) {
      const { means, cure } = explain(code, { means: message }, { detail: message, ...details, ...causeOf(details) });
      return [means, cure].filter(Boolean).join(" ");
    },
  };
}
