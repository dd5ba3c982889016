import type { Json, JsonObject } from "../api/types.ts";
import { plainText } from "../parts/plain-text.ts";
import { safeLink } from "../parts/safe-link.ts";
import { title, useTexts, words } from "../texts/texts.ts";
import { dateAndTime, format, instant, isDate, isTime } from "../texts/times.ts";
import { isObject, personText } from "./item.ts";

/** Any attributes, readable. Contents are text, never markup. */
export function AttributeList({ attributes }: { attributes: JsonObject }) {
  return (
    <dl class="attributes">
      {Object.entries(attributes).map(([name, value]) => (
        <div key={name}>
          <dt>{title(name)}</dt>
          <dd>
            <Value value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

const shownEntries = 100;

export function Value({ value }: { value: Json }) {
  const texts = useTexts();
  if (value === null) return <span class="muted">–</span>;
  if (typeof value === "boolean") return <>{value ? texts.yes : texts.no}</>;
  if (typeof value === "number") return <>{value}</>;
  if (typeof value === "string") return <TextValue text={value} />;
  if (Array.isArray(value)) {
    if (value.length === 0) return <span class="muted">{texts.none}</span>;
    if (value.every((entry) => typeof entry !== "object")) return <>{value.map((entry) => String(entry)).join(", ")}</>;
    return (
      <ul class="entries">
        {value.slice(0, shownEntries).map((entry, at) => (
          <li key={at}>
            {personText(entry) && isObject(entry) && Object.keys(entry).length <= 4 ? <Person entry={entry} /> : <Value value={entry} />}
          </li>
        ))}
      </ul>
    );
  }
  return personText(value) && Object.keys(value).length <= 2 ? <Person entry={value} /> : <AttributeList attributes={value} />;
}

function Person({ entry }: { entry: JsonObject }) {
  const more = Object.entries(entry).filter(([name, value]) => !["name", "email", "address"].includes(name) && typeof value === "string");
  return (
    <>
      {personText(entry)} {more.length > 0 && <span class="muted">{more.map(([, value]) => words(String(value))).join(", ")}</span>}
    </>
  );
}

function TextValue({ text }: { text: string }) {
  const link = safeLink(text);
  if (link)
    return (
      <a href={link} target="_blank" rel="noopener noreferrer">
        {new URL(link).host}
      </a>
    );
  if (isDate(text)) return <>{format(instant(text), { dateStyle: "medium" })}</>;
  if (isTime(text) && !Number.isNaN(instant(text).getTime())) return <time dateTime={text}>{dateAndTime(instant(text))}</time>;
  return <span class="text">{plainText(text)}</span>;
}
