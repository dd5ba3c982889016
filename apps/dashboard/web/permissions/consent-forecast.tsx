import type { ScopeReport } from "../api/api-types.ts";
import { useStore } from "../api/value-store.ts";
import { useHub } from "../hub-context.ts";
import { Notice } from "../parts/notice.tsx";
import { pluginTitleOf, serviceTitleOf } from "../texts/plugin-texts.ts";
import { currentLanguage, fillText, useTexts } from "../texts/texts.ts";
import { RequestButtons } from "./request-buttons.tsx";

/** What the user can start with, and what an administrator must approve. Nothing once Microsoft has granted everything. */
export function ConsentForecast({ report }: { report: ScopeReport }) {
  const texts = useTexts().permissions.forecast;
  const services = useStore(useHub().services) ?? [];
  const { forecast, granted, plugins, contributions } = report;
  if (!forecast || forecast.waiting.length === 0) return null;
  if (granted !== null && plugins.every(({ waiting }) => waiting.length === 0)) return null;
  const listOf = (names: string[]) => new Intl.ListFormat(currentLanguage.get()).format(names);
  const titleOf = (id: string) => pluginTitleOf({ id, title: plugins.find(({ plugin }) => plugin === id)?.title ?? id });
  const serviceOf = (id: string) => {
    const found = services.find((service) => service.id === id);
    return found ? serviceTitleOf(found) : id;
  };
  const partly = Object.entries(forecast.services).map(([plugin, names]) =>
    fillText(texts.only, titleOf(plugin), listOf(names.map((name) => serviceOf(`${plugin}/${name}`)))),
  );
  const start = [...forecast.ready.map(titleOf), ...partly];
  const isManaged = contributions.some(({ consent }) => consent === "administrator-where-managed");
  return (
    <Notice title={isManaged ? texts.managed : texts.always}>
      {start.length > 0 && <p>{fillText(texts.start, listOf(start))}</p>}
      <p>{fillText(texts.waiting, listOf(forecast.waiting.map(titleOf)))}</p>
      <RequestButtons account={report.account} />
    </Notice>
  );
}
