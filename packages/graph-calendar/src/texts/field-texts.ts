/** The texts of a field in one language. */
export interface FieldText {
  /** Omitted in English where the field's name reads well. */
  readonly title?: string;
  readonly description?: string;
  /** Of a field with `x-unit`. Omitted in English. */
  readonly unit?: string;
  /** Words for the values that the field can have. */
  readonly values?: Readonly<Record<string, string>>;
}

/** The texts of a service's fields, by the paths of a plugin's `texts`. */
export function fieldTexts(service: string, fields: Readonly<Record<string, FieldText>>): Readonly<Record<string, string>> {
  const entries = Object.entries(fields).flatMap(([field, { title, description, unit, values = {} }]) => {
    const prefix = `services.${service}.input.${field}`;
    return [
      ...(title === undefined ? [] : [[`${prefix}.title`, title]]),
      ...(description === undefined ? [] : [[`${prefix}.description`, description]]),
      ...(unit === undefined ? [] : [[`${prefix}.unit`, unit]]),
      ...Object.entries(values).map(([value, text]) => [`${prefix}.values.${value}`, text]),
    ];
  });
  return Object.fromEntries(entries);
}
