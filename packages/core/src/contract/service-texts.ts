/** The texts of one service in one language. */
export interface ServiceText {
  readonly title: string;
  readonly summary: string;
}

/** The texts of one field in one language. */
export interface FieldText {
  readonly title?: string;
  readonly description?: string;
  /** Of a field with `x-unit`. */
  readonly unit?: string;
  /** Words for the values that the field can have. */
  readonly values?: Readonly<Record<string, string>>;
}

/**
 * The texts of a service and its fields, by the paths of a plugin's `texts`:
 *
 *     de: { ...serviceTexts("create-task", { title: "Aufgabe anlegen" }, { due: { title: "Fällig" } }) }
 */
export function serviceTexts(
  name: string,
  service: Partial<ServiceText>,
  fields: Readonly<Record<string, FieldText>>,
): Readonly<Record<string, string>> {
  const entries = [
    [`services.${name}.title`, service.title],
    [`services.${name}.summary`, service.summary],
    ...Object.entries(fields).flatMap(([field, { title, description, unit, values = {} }]) => [
      [`services.${name}.input.${field}.title`, title],
      [`services.${name}.input.${field}.description`, description],
      [`services.${name}.input.${field}.unit`, unit],
      ...Object.entries(values).map(([value, text]) => [`services.${name}.input.${field}.values.${value}`, text]),
    ]),
  ];
  return Object.fromEntries(entries.filter(([, text]) => text !== undefined));
}
