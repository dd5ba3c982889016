import { useEffect, useState } from "preact/hooks";
import { useAccountTexts } from "../accounts/account-texts.ts";
import { apiClient } from "../api/api-client.ts";
import type { Account, HubInfo } from "../api/api-types.ts";
import { useStore } from "../api/value-store.ts";
import { useHub, useMayWrite } from "../hub-context.ts";
import { Icon } from "../parts/icon.tsx";
import { Notice } from "../parts/notice.tsx";
import { PageHeader } from "../parts/page-header.tsx";
import { fillText, useTexts } from "../texts/texts.ts";
import { dateLocale, formatDateAndTime, parseTime } from "../texts/times.ts";
import { ClusterSection } from "./cluster-section.tsx";
import { CostChart } from "./cost-chart.tsx";
import { HubDownloads } from "./hub-downloads.tsx";
import { hubPageTexts } from "./hub-page-texts.ts";

const reloadInterval = 30_000;

/** Version, health, cost and downloads of the hub. */
export function HubPage() {
  const texts = useTexts();
  const { hub: own, audit } = hubPageTexts.use();
  const mayWrite = useMayWrite();
  const accounts = useStore(useHub().accounts) ?? [];
  const [info, setInfo] = useState<HubInfo>();
  // If the hub does not respond, the page shows what it last knew.
  const load = () => void apiClient.hub().then(setInfo, () => undefined);
  useEffect(() => {
    load();
    const timer = setInterval(load, reloadInterval);
    return () => clearInterval(timer);
  }, []);
  return (
    <>
      <a class="back" href="#/settings">
        <Icon name="left" />
        {texts.settings.title}
      </a>
      <PageHeader title={own.title}>
        {mayWrite && (
          <div class="actions">
            <a class="button" href="#/settings/log">
              {own.log}
            </a>
            <a class="button" href="#/settings/audit">
              {audit.title}
            </a>
          </div>
        )}
      </PageHeader>
      {info && (
        <>
          <section class="card roomy" aria-label={own.title}>
            <dl class="facts">
              {factsOf(info, own).map(([label, value]) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </section>
          {info.cluster && <ClusterSection cluster={info.cluster} />}
          <section class="card roomy" aria-labelledby="health">
            <h2 id="health">{own.health}</h2>
            <Health accounts={accounts} />
          </section>
          <section class="card roomy" aria-labelledby="cost">
            <h2 id="cost">{own.cost}</h2>
            {Object.entries(info.graph).map(([account, hours]) => (
              <CostChart key={account} account={account} hours={hours} />
            ))}
          </section>
        </>
      )}
      {mayWrite && <HubDownloads />}
    </>
  );
}

function factsOf(info: HubInfo, own: ReturnType<typeof hubPageTexts.use>["hub"]): readonly (readonly [string, string])[] {
  const { version = "–", node, startedAt, memoryBytes, sensors, staleSensors } = info;
  return [
    [own.version, `Casement ${version}`],
    [own.node, node],
    [own.running, startedAt === null ? "–" : formatDateAndTime(parseTime(startedAt))],
    [own.memory, megabytesIn(memoryBytes)],
    [own.sensors, staleSensors === 0 ? String(sensors) : fillText(own.sensorsStale, sensors, staleSensors)],
  ];
}

const megabytesIn = (bytes: number): string =>
  new Intl.NumberFormat(dateLocale(), { style: "unit", unit: "megabyte", maximumFractionDigits: 0 }).format(bytes / 1_000_000);

function Health({ accounts }: { accounts: readonly Account[] }) {
  const own = hubPageTexts.use().hub;
  const { problemOf, warningOf } = useAccountTexts(accounts);
  const ill = accounts.filter(({ problem, warnings }) => problem !== undefined || warnings.length > 0);
  if (ill.length === 0) return <Notice kind="good" title={own.healthy} />;
  return (
    <>
      {ill.map((account) => {
        const { name, problem, warnings } = account;
        const { means = warnings.map(warningOf).join(" "), cure } = problemOf(account);
        return (
          <Notice key={name} kind={problem ? "bad" : "plain"} title={`${name}: ${means}`}>
            {cure !== undefined && <p>{cure}</p>}
          </Notice>
        );
      })}
    </>
  );
}
