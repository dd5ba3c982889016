import { safeLink } from "../parts/safe-link.ts";
import { sensorTitle } from "../texts/plugin-texts.ts";
import { useTexts } from "../texts/texts.ts";
import { AttributeList } from "./attribute-list.tsx";
import { type Item, restOf } from "./item.ts";

/** Everything else an item says, behind its line. */
export function ItemDetails({ item }: { item: Item }) {
  const texts = useTexts().home;
  const rest = restOf(item);
  const links = Object.entries(rest).flatMap(([name, value]) => {
    const href = safeLink(value);
    return href ? [{ name, href }] : [];
  });
  const others = Object.fromEntries(
    Object.entries(rest).filter(([name, value]) => !links.some((link) => link.name === name) && !isTechnical(name, value)),
  );
  return (
    <div class="item-details">
      <AttributeList attributes={others} />
      <p class="links">
        {links.map(({ name, href }) => (
          <a key={name} class="button" href={href} target="_blank" rel="noopener noreferrer">
            {/join/i.test(name) ? texts.join : texts.openIn}
          </a>
        ))}
        <a class="button" href={`#/sensor/${item.sensor.id}`}>
          {sensorTitle(item.sensor)}
        </a>
      </p>
    </div>
  );
}

/** Ids, and what says that nothing is special. */
const isTechnical = (name: string, value: unknown): boolean =>
  /(^id|Id)$/.test(name) || value === false || value === "normal" || (Array.isArray(value) && value.length === 0);
