import { type FieldText, fieldTexts } from "./field-texts.ts";

/** The words that the plugins for calendars share, in one language. */
export interface SharedWords {
  /** Titles by event name. Omitted in English. */
  readonly events?: Readonly<Record<string, string>>;
  /** The states of the sensor kind `calendar`. */
  readonly states: { readonly on: string; readonly off: string };
  /** The fields of the services that create, change and remove events. */
  readonly fields: Readonly<Record<string, FieldText>>;
  /** Fields that have another description when an event is changed. */
  readonly modifyFields?: Readonly<Record<string, FieldText>>;
  /** The fields of the service that lists events. Omitted in English. */
  readonly listFields?: Readonly<Record<string, FieldText>>;
}

/** The texts that the plugins for calendars share, by the paths of a plugin's `texts`. */
export function sharedTexts({ events = {}, states, fields, modifyFields = {}, listFields }: SharedWords): Readonly<Record<string, string>> {
  const { timeZone = {} } = fields;
  const { id = {}, series = {}, occurrence = {}, transactionId = {}, uid = {}, ...common } = fields;
  return {
    ...Object.fromEntries(Object.entries(events).map(([name, title]) => [`events.${name}.title`, title])),
    "sensors.calendar.states.on": states.on,
    "sensors.calendar.states.off": states.off,
    ...fieldTexts("create-event", { ...common, transactionId, uid }),
    ...fieldTexts("modify-event", { id, series, occurrence, ...common, ...modifyFields }),
    ...fieldTexts("remove-event", { id, series, occurrence }),
    ...(listFields && fieldTexts("list-events", { ...listFields, timeZone })),
  };
}
