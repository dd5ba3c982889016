import { useState } from "preact/hooks";
import { addCallOf, openFieldsOf } from "../actions/item-actions.ts";
import { callWithCare, openCallForm } from "../actions/load-actions.ts";
import type { JsonObject, Sensor } from "../api/api-types.ts";
import { useStore } from "../api/value-store.ts";
import { useHub, useMayWrite } from "../hub-context.ts";
import { serviceTitleOf } from "../texts/plugin-texts.ts";
import { useTexts } from "../texts/texts.ts";

/** One line that adds an item to the first of the sensors that takes one. Opens the form if the service needs more than a text. */
export function AddLine({ sensors, onAdded }: { sensors: readonly Sensor[]; onAdded?(): void }) {
  const { add } = useTexts().services;
  const services = useStore(useHub().services);
  const mayWrite = useMayWrite();
  const [text, setText] = useState("");
  const sensor = mayWrite ? sensors.find((each) => addCallOf(services, each)) : undefined;
  if (!sensor) return null;
  const { service } = addCallOf(services, sensor)!;
  const title = serviceTitleOf(service);
  if (service.item?.fields?.text === undefined)
    return (
      <button type="button" class="quiet wide" onClick={() => void openCallForm(addCallOf(services, sensor)!)}>
        + {title}
      </button>
    );
  const bringBack = (left: JsonObject) => {
    const entered = left[service.item?.fields?.text ?? ""];
    if (typeof entered === "string") setText((typed) => typed || entered);
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const line = text.trim();
    const call = addCallOf(services, sensor, line === "" ? {} : { text: line })!;
    setText("");
    if (openFieldsOf(call).length > 0) return openCallForm(call, undefined, bringBack).catch(() => bringBack(call.input));
    const done = await callWithCare({ ...call, about: line }).catch(() => undefined);
    if (done) onAdded?.();
    else setText((typed) => typed || line);
  };
  return (
    <form class="add-line" onSubmit={submit}>
      <input
        aria-label={title}
        placeholder={title}
        autocomplete="off"
        enterkeyhint="done"
        value={text}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
      <button type="submit" aria-label={`${add}: ${title}`}>
        +
      </button>
    </form>
  );
}
