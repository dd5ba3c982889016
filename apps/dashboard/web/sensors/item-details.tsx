import { actionLoaders } from "../actions/load-actions.ts";
import { useStore } from "../api/value-store.ts";
import { useHub, useIsDisplay, useMayWrite } from "../hub-context.ts";
import { LazyPart } from "../parts/lazy-part.tsx";
import { toSafeLink } from "../parts/safe-link.ts";
import { readingLoaders } from "../reading/load-reading.ts";
import { readServiceOf } from "../reading/readable.ts";
import { AttributePluginContext } from "../texts/plugin-texts.ts";
import { sensorLabelOf } from "../texts/sensor-labels.ts";
import { useTexts } from "../texts/texts.ts";
import { AttributeList } from "./attribute-list.tsx";
import { detailFieldsOf, type SensorItem } from "./sensor-item.ts";

/** An item's other fields. Shown when its line is opened. */
export function ItemDetails({ item, isOpen }: { item: SensorItem; isOpen: boolean }) {
  const texts = useTexts().home;
  const services = useStore(useHub().services);
  const mayCall = useMayWrite();
  const isDisplay = useIsDisplay();
  const readService = mayCall && item.id !== undefined ? readServiceOf(services, item.sensor) : undefined;
  const readFields = new Set<unknown>(readService && [...Object.values(readService.item!.shows!), item.sensor.present?.items?.text]);
  const fields = Object.fromEntries(Object.entries(detailFieldsOf(item)).filter(([name]) => !readFields.has(name)));
  const links = Object.entries(fields).flatMap(([name, value]) => {
    const href = toSafeLink(value);
    return href ? [{ name, href }] : [];
  });
  const attributes = Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => !links.some((link) => link.name === name) && !isTechnical(name, value)),
  );
  return (
    <div class="item-details">
      {readService && isOpen && <LazyPart load={readingLoaders.item} props={{ item, service: readService }} />}
      {isOpen && <LazyPart load={actionLoaders.itemActions} props={{ item }} />}
      <AttributePluginContext.Provider value={item.sensor.plugin}>
        <AttributeList attributes={attributes} />
      </AttributePluginContext.Provider>
      <p class="links">
        {links.map(({ name, href }) => (
          <a key={name} class="button" href={href} target="_blank" rel="noopener noreferrer">
            {/join/i.test(name) ? texts.join : texts.openIn}
          </a>
        ))}
        {!isDisplay && (
          <a class="button" href={`#/sensor/${item.sensor.id}`}>
            {sensorLabelOf(item.sensor)}
          </a>
        )}
      </p>
    </div>
  );
}

/** Ids, and values that mean "nothing special". */
const isTechnical = (name: string, value: unknown): boolean =>
  /(^id|Id)$/.test(name) || value === false || value === "normal" || value === "none" || (Array.isArray(value) && value.length === 0);
