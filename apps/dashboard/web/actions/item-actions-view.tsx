import type { JsonObject, JsonValue } from "../api/api-types.ts";
import { useStore } from "../api/value-store.ts";
import { useHub, useMayWrite } from "../hub-context.ts";
import type { SensorItem } from "../sensors/sensor-item.ts";
import { fieldOf } from "../services/schema-shape.ts";
import { optionTextOf, serviceTitleOf } from "../texts/plugin-texts.ts";
import { callCarefully } from "./careful-calls.ts";
import { itemActionsOf, openFieldsOf, oppositeCallOf, type ServiceCall } from "./item-actions.ts";
import { currentValuesOf } from "./item-values.ts";
import { openSheet } from "./open-sheets.ts";

/** Buttons for what the services offer for an item. */
export function ItemActions({ item }: { item: SensorItem }) {
  const services = useStore(useHub().services);
  const mayWrite = useMayWrite();
  if (!mayWrite) return null;
  const run = (call: ServiceCall, title?: string) => {
    const opposite = oppositeCallOf(services, call.service, item);
    void callCarefully({ ...call, about: item.title, opposite, ...(title !== undefined && { title }) }).catch(() => undefined);
  };
  return (
    <div class="item-actions">
      {itemActionsOf(services, item).map((call) => (
        <ActionButtons key={call.service.id} call={call} item={item} onRun={run} />
      ))}
    </div>
  );
}

const maxChoices = 4;

/** A button that calls, or opens the form if there is more to say. If one choice is all that is needed, also a button for each value. */
function ActionButtons({ call, item, onRun }: { call: ServiceCall; item: SensorItem; onRun(call: ServiceCall, title?: string): void }) {
  const { service, input } = call;
  const choice = neededChoiceOf(call);
  const isComplete = hasNoMoreFields(call) || service.item?.does === "complete" || service.item?.does === "reopen";
  const known = service.item?.does === "change" ? { ...currentValuesOf(service, item), ...input } : input;
  return (
    <>
      {choice?.values.map((value) => {
        const title = optionTextOf(service, choice.field, String(value));
        return (
          <button key={title} type="button" onClick={() => onRun({ service, input: { ...input, [choice.field]: value } }, title)}>
            {title}
          </button>
        );
      })}
      <button type="button" onClick={() => (isComplete ? onRun(call) : openSheet({ ...call, input: known }, item.title))}>
        {serviceTitleOf(service)}
        {!isComplete && " …"}
      </button>
    </>
  );
}

const hasNoMoreFields = ({ service, input, unused = [] }: ServiceCall): boolean =>
  Object.keys(service.input.properties ?? {}).every((field) => field in input || unused.includes(field));

/** The only required field that is left, if it is a choice between a few values. */
function neededChoiceOf(call: ServiceCall): { field: string; values: readonly JsonValue[] } | undefined {
  const [field, ...others] = openFieldsOf(call);
  if (field === undefined || others.length > 0) return undefined;
  const { properties = {} }: { properties?: JsonObject | any } = call.service.input;
  const { shape } = fieldOf(properties[field], call.service.input, field);
  return shape.as === "choice" && shape.options.length <= maxChoices ? { field, values: shape.options } : undefined;
}
