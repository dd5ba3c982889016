import { useState } from "preact/hooks";
import { apiClient } from "../api/api-client.ts";
import type { JsonObject, Sensor } from "../api/api-types.ts";
import { ApiError } from "../api/request-hub.ts";
import { useStore } from "../api/value-store.ts";
import { useHub, useMayWrite } from "../hub-context.ts";
import { hubPageLoaders } from "../hub-pages/load-hub-pages.ts";
import { Icon } from "../parts/icon.tsx";
import { LazyPart } from "../parts/lazy-part.tsx";
import { Notice } from "../parts/notice.tsx";
import { PageHeader } from "../parts/page-header.tsx";
import { useNow } from "../parts/use-now.ts";
import { useLivenessText } from "../problems/use-sensor-error-text.ts";
import { ReadLink } from "../reading/read-link.tsx";
import { AttributePluginContext, sensorTitleOf } from "../texts/plugin-texts.ts";
import { fillText, useTexts } from "../texts/texts.ts";
import { formatRelative, parseTime } from "../texts/times.ts";
import { AgendaCard } from "./agenda-card.tsx";
import { AttributeList } from "./attribute-list.tsx";
import { HealthReasons } from "./health-badge.tsx";
import { withLastDays } from "./last-day.ts";
import { ListCard } from "./list-card.tsx";
import { MessageCard } from "./message-card.tsx";
import { MissingSensor } from "./missing-sensor.tsx";
import { SensorControl } from "./sensor-control.tsx";
import { stateTextOf } from "./sensor-state.ts";

/** One sensor with its items and attributes. */
export function SensorPage({ id }: { id: string }) {
  const texts = useTexts();
  const sensor = useStore(useHub().sensors).get(id);
  const mayWrite = useMayWrite();
  const now = useNow(15_000);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const liveness = useLivenessText(sensor);
  if (!sensor) return <MissingSensor id={id} />;
  const refresh = async () => {
    setBusy(true);
    setProblem(undefined);
    await apiClient.refresh(id).catch((error) => setProblem(error instanceof ApiError ? error.problem.detail : String(error)));
    setBusy(false);
  };
  const itemsAttribute = sensor.present?.items?.attribute;
  const others = Object.fromEntries(Object.entries(sensor.attributes).filter(([name]) => name !== itemsAttribute));
  const attributes = withLastDays(others, sensor.present?.items ?? {}) as JsonObject;
  return (
    <>
      <a class="back" href="#/">
        <Icon name="left" /> {texts.home.back}
      </a>
      <PageHeader title={sensorTitleOf(sensor)}>
        <ReadLink sensor={sensor} />
        {mayWrite && (
          <button type="button" disabled={busy} onClick={refresh}>
            <Icon name="refresh" /> {texts.home.refresh}
          </button>
        )}
      </PageHeader>
      {itemsAttribute === undefined && <HealthReasons sensors={[sensor]} />}
      {problem !== undefined && <Notice kind="bad" title={problem} />}
      <section class="card sensor-head">
        <p class="state big">{stateTextOf(sensor, now) ?? texts.home.unknown}</p>
        <SensorControl sensor={sensor} />
        <p class="muted">
          {sensor.updatedAt && fillText(texts.home.updated, formatRelative(parseTime(sensor.updatedAt), now))}
          <br />
          {texts.home.sensorId}: <code>{sensor.id}</code>
          {liveness && <br />}
          {liveness}
        </p>
      </section>
      <SensorItems sensor={sensor} now={now} />
      <LazyPart load={hubPageLoaders.history} props={{ sensor }} />
      {Object.keys(attributes).length > 0 && (
        <section class="card">
          <header class="card-head">
            <h2>{texts.home.attributes}</h2>
          </header>
          <AttributePluginContext.Provider value={sensor.plugin}>
            <AttributeList attributes={attributes} />
          </AttributePluginContext.Provider>
        </section>
      )}
    </>
  );
}

function SensorItems({ sensor, now }: { sensor: Sensor; now: Date }) {
  const as = sensor.present?.items?.as;
  if (as === "events") return <AgendaCard title={sensorTitleOf(sensor)} sensors={[sensor]} maxItems={12} />;
  if (as === "messages") return <MessageCard sensor={sensor} now={now} />;
  return as === "list" || as === "tasks" ? <ListCard sensor={sensor} now={now} /> : null;
}
