import { toSafeLink } from "../parts/safe-link.ts";
import { sensorTitleOf } from "../texts/plugin-texts.ts";
import { useTexts } from "../texts/texts.ts";
import { AttributeList } from "./attribute-list.tsx";
import { detailFieldsOf, type SensorItem } from "./sensor-item.ts";

/** An item's other fields. Shown when its line is opened. */
export function ItemDetails({ item }: { item: SensorItem }) {
  const texts = useTexts().home;
  const fields = detailFieldsOf(item);
  const links = Object.entries(fields).flatMap(([name, value]) => {
    const href = toSafeLink(value);
    return href ? [{ name, href }] : [];
  });
  const attributes = Object.fromEntries(
    Object.entries(fields).filter(([name, value]) => !links.some((link) => link.name === name) && !isTechnical(name, value)),
  );
  return (
    <div class="item-details">
      <AttributeList attributes={attributes} />
      <p class="links">
        {links.map(({ name, href }) => (
          <a key={name} class="button" href={href} target="_blank" rel="noopener noreferrer">
            {/join/i.test(name) ? texts.join : texts.openIn}
          </a>
        ))}
        <a class="button" href={`#/sensor/${item.sensor.id}`}>
          {sensorTitleOf(item.sensor)}
        </a>
      </p>
    </div>
  );
}

/** Ids, and values that mean "nothing special". */
const isTechnical = (name: string, value: unknown): boolean =>
  /(^id|Id)$/.test(name) || value === false || value === "normal" || (Array.isArray(value) && value.length === 0);
