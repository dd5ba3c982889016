import { useStore } from "../api/value-store.ts";
import { useHub } from "../hub-context.ts";
import { NotFound } from "../parts/not-found.tsx";
import { PageHeader } from "../parts/page-header.tsx";
import { fillText, useTexts } from "../texts/texts.ts";

/** In place of a sensor that is not here: that there is none, or that this is not known yet. */
export function MissingSensor({ id }: { id: string }) {
  const { home, missing } = useTexts();
  const knowsSensors = useStore(useHub().knowsSensors);
  return knowsSensors ? <NotFound text={fillText(missing.sensor, id)} /> : <PageHeader title={id} lead={home.unknown} />;
}
