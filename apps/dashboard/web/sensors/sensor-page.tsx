import { useState } from "preact/hooks";
import { ApiError, client } from "../api/client.ts";
import { useStore } from "../api/store.ts";
import type { Sensor } from "../api/types.ts";
import { useHub, useMayWrite } from "../hub-context.ts";
import { Icon } from "../parts/icon.tsx";
import { Notice } from "../parts/notice.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { useNow } from "../parts/use-now.ts";
import { sensorTitle } from "../texts/plugin-texts.ts";
import { fill, useTexts } from "../texts/texts.ts";
import { instant, relative } from "../texts/times.ts";
import { AgendaCard } from "./agenda-card.tsx";
import { AttributeList } from "./attribute-list.tsx";
import { ListCard } from "./list-card.tsx";
import { MessageCard } from "./message-card.tsx";
import { SensorControl } from "./sensor-control.tsx";
import { stateText } from "./sensor-value.ts";

/** One sensor with all it knows. */
export function SensorPage({ id }: { id: string }) {
  const texts = useTexts();
  const sensor = useStore(useHub().sensors).get(id);
  const mayWrite = useMayWrite();
  const now = useNow(15_000);
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  if (!sensor) return <PageHead title={id} lead={texts.home.nothingHere} />;
  const refresh = async () => {
    setBusy(true);
    setProblem(undefined);
    await client.refresh(id).catch((error) => setProblem(error instanceof ApiError ? error.problem.detail : String(error)));
    setBusy(false);
  };
  const listed = sensor.present?.items?.attribute;
  const attributes = Object.fromEntries(Object.entries(sensor.attributes).filter(([name]) => name !== listed));
  return (
    <>
      <a class="back" href="#/">
        <Icon name="left" /> {texts.home.back}
      </a>
      <PageHead title={sensorTitle(sensor)}>
        {mayWrite && (
          <button type="button" disabled={busy} onClick={refresh}>
            <Icon name="refresh" /> {texts.home.refresh}
          </button>
        )}
      </PageHead>
      {sensor.error !== null && <Notice kind="bad" title={sensor.error} />}
      {sensor.stale && sensor.error === null && <Notice title={texts.home.staleWhy} />}
      {sensor.gone && <Notice title={texts.home.goneWhy} />}
      {problem !== undefined && <Notice kind="bad" title={problem} />}
      <section class="card sensor-head">
        <p class="state big">{stateText(sensor, now) ?? texts.home.unknown}</p>
        <SensorControl sensor={sensor} />
        <p class="muted">
          {sensor.updatedAt && fill(texts.home.updated, relative(instant(sensor.updatedAt), now))}
          <br />
          {texts.home.address}: <code>{sensor.id}</code>
        </p>
      </section>
      <Items sensor={sensor} now={now} />
      {Object.keys(attributes).length > 0 && (
        <section class="card">
          <header class="card-head">
            <h2>{texts.home.attributes}</h2>
          </header>
          <AttributeList attributes={attributes} />
        </section>
      )}
    </>
  );
}

function Items({ sensor, now }: { sensor: Sensor; now: Date }) {
  const as = sensor.present?.items?.as;
  if (as === "agenda") return <AgendaCard title={sensorTitle(sensor)} sensors={[sensor]} shown={12} />;
  if (as === "messages") return <MessageCard sensor={sensor} now={now} />;
  return as === "list" ? <ListCard sensor={sensor} now={now} /> : null;
}
