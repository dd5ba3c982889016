import { useContext } from "preact/hooks";
import { actionLoaders } from "../actions/load-actions.ts";
import type { JsonObject, JsonValue } from "../api/api-types.ts";
import { LazyPart } from "../parts/lazy-part.tsx";
import { toPlainText } from "../parts/plain-text.ts";
import { toSafeLink } from "../parts/safe-link.ts";
import { AttributePluginContext, attributeTitleOf, attributeWordOf } from "../texts/plugin-texts.ts";
import { toWords, useTexts } from "../texts/texts.ts";
import { formatDateAndTime, formatTime, isDate, isTime, parseTime } from "../texts/times.ts";
import { isObject, personTextOf } from "./sensor-item.ts";
import { TruncatedNote } from "./truncated-note.tsx";

/** Shows any attributes. Contents are text, never markup. */
export function AttributeList({ attributes }: { attributes: JsonObject }) {
  const plugin = useContext(AttributePluginContext);
  return (
    <dl class="attributes">
      {Object.entries(attributes).map(([name, value]) => (
        <div key={name}>
          <dt>{attributeTitleOf(plugin, name)}</dt>
          <dd>
            <AttributeValue value={(typeof value === "string" ? attributeWordOf(plugin, name, value) : undefined) ?? value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

const maxEntries = 100;

export function AttributeValue({ value }: { value: JsonValue }) {
  const texts = useTexts();
  if (value === null) return <span class="muted">–</span>;
  if (typeof value === "boolean") return <>{value ? texts.yes : texts.no}</>;
  if (typeof value === "number") return <>{value}</>;
  if (typeof value === "string") return <TextValue text={value} />;
  if (Array.isArray(value)) {
    if (value.length === 0) return <span class="muted">{texts.none}</span>;
    if (value.every((entry) => typeof entry !== "object")) return <>{value.map((entry) => String(entry)).join(", ")}</>;
    return (
      <>
        <ul class="entries">
          {value.slice(0, maxEntries).map((entry, at) => (
            <li key={at}>
              {personTextOf(entry) && isObject(entry) && Object.keys(entry).length <= 4 ? (
                <PersonValue entry={entry} />
              ) : (
                <AttributeValue value={entry} />
              )}
            </li>
          ))}
        </ul>
        {value.length > maxEntries && <TruncatedNote count={maxEntries} />}
      </>
    );
  }
  return personTextOf(value) && Object.keys(value).length <= 2 ? <PersonValue entry={value} /> : <AttributeList attributes={value} />;
}

function PersonValue({ entry }: { entry: JsonObject }) {
  const otherTexts = Object.entries(entry).filter(
    ([name, value]) => !["name", "email", "address"].includes(name) && typeof value === "string",
  );
  return (
    <>
      {personTextOf(entry)}{" "}
      {otherTexts.length > 0 && <span class="muted">{otherTexts.map(([, value]) => toWords(String(value))).join(", ")}</span>}
    </>
  );
}

function TextValue({ text }: { text: string }) {
  const link = toSafeLink(text);
  if (link)
    return (
      <a href={link} target="_blank" rel="noopener noreferrer">
        {new URL(link).host}
      </a>
    );
  if (isDate(text)) return <>{formatTime(parseTime(text), { dateStyle: "medium" })}</>;
  if (isTime(text) && !Number.isNaN(parseTime(text).getTime())) return <time dateTime={text}>{formatDateAndTime(parseTime(text))}</time>;
  if (/^(RRULE:)?FREQ=/.test(text)) return <LazyPart load={actionLoaders.recurrence} props={{ rule: text }} />;
  return <span class="text">{toPlainText(/^[a-z]+([A-Z][a-z]+)+$/.test(text) ? toWords(text) : text)}</span>;
}
