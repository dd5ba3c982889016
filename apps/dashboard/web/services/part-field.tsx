import { useContext, useEffect, useState } from "preact/hooks";
import { actionTexts } from "../actions/action-texts.ts";
import type { JsonValue } from "../api/api-types.ts";
import { useStore } from "../api/value-store.ts";
import { useHub } from "../hub-context.ts";
import { FormServiceContext } from "../texts/plugin-texts.ts";
import { useTexts } from "../texts/texts.ts";
import { choosableItems } from "./choosable-items.ts";
import type { InputAttributes } from "./field-view.tsx";
import { FormValueContext } from "./form-value-context.ts";
import { type ItemPart, partsIn } from "./item-parts.ts";
import { listParts } from "./list-parts.ts";

interface PartFieldProps {
  /** The property of the item that lists its parts. */
  readonly attribute: string;
  readonly value: JsonValue | undefined;
  readonly inputAttributes: InputAttributes;
  readonly required: boolean;
  onChange(value: JsonValue | undefined): void;
}

/** A part of the form's item, such as a step of a task, by its title. Its ID is asked for only where nothing knows the item. */
export function PartField({ attribute, value, inputAttributes, required, onChange }: PartFieldProps) {
  const texts = useTexts().services;
  const { noParts } = actionTexts.use();
  const parts = useParts(attribute);
  const id = typeof value === "string" ? value : "";
  if (parts === "unknown")
    return (
      <input
        {...inputAttributes}
        required={required}
        type="text"
        autocomplete="off"
        value={id}
        onInput={({ currentTarget }) => onChange(currentTarget.value || undefined)}
      />
    );
  const known = parts === "reading" ? [] : parts;
  return (
    <select
      {...inputAttributes}
      required={required}
      aria-busy={parts === "reading"}
      value={id}
      onChange={({ currentTarget: { value: chosen } }) => onChange(chosen || undefined)}
    >
      <option value="">{parts !== "reading" && known.length === 0 ? noParts : texts.choose}</option>
      {known.map((part) => (
        <option key={part.id} value={part.id}>
          {part.title}
        </option>
      ))}
    </select>
  );
}

/** The parts of the item that the form is about. */
function useParts(attribute: string): readonly ItemPart[] | "reading" | "unknown" {
  const hub = useHub();
  const sensors = useStore(hub.sensors);
  const service = useContext(FormServiceContext);
  const chosen = useContext(FormValueContext)[service?.item?.id ?? ""];
  const items = service ? choosableItems(service, sensors.values()).flatMap((group) => group.items) : [];
  const item = items.find(({ id }) => id !== undefined && id === chosen);
  const shown = item && partsIn(item, attribute);
  const [listed, setListed] = useState<{ of: string; parts: readonly ItemPart[] | undefined }>();
  const key = item && !shown ? item.key : undefined;
  useEffect(() => {
    if (!item || key === undefined) return;
    let isCurrent = true;
    void listParts(hub.services.get(), item, attribute)
      .catch(() => undefined)
      .then((parts) => isCurrent && setListed({ of: key, parts }));
    return () => {
      isCurrent = false;
    };
  }, [key]);
  // Nothing is chosen yet, or an item that no sensor shows.
  if (!item) return chosen === undefined && items.length > 0 ? [] : "unknown";
  if (shown) return shown;
  if (listed?.of !== key) return "reading";
  return listed?.parts ?? "unknown";
}
