import { useId, useMemo } from "preact/hooks";
import type { JsonObject, JsonValue } from "../api/api-types.ts";
import { useStore } from "../api/value-store.ts";
import { useHub } from "../hub-context.ts";
import type { InputAttributes } from "./field-view.tsx";
import { completionsOf, knownAddressesOf, splitAddresses } from "./known-addresses.ts";
import type { AddressKinds, FieldShape } from "./schema-shape.ts";

interface AddressFieldProps {
  readonly shape: Extract<FieldShape, { as: "addresses" }>;
  readonly value: JsonValue | undefined;
  readonly inputAttributes: InputAttributes;
  readonly required: boolean;
  /** A kind of people in words. */
  optionText(kind: string): string;
  onChange(value: JsonValue | undefined): void;
}

/** All addresses in one text, with people whom the hub knows as suggestions. If there are kinds of people, a text for each. */
export function AddressField({ shape, value, inputAttributes, required, optionText, onChange }: AddressFieldProps) {
  if (!shape.kinds)
    return (
      <AddressInput
        {...{ inputAttributes, required }}
        text={toText(value)}
        onText={(text) =>
          onChange(text === "" ? undefined : shape.of === "people" ? [{ email: text }] : shape.of === "texts" ? [text] : text)
        }
      />
    );
  const { kinds } = shape;
  return (
    <div class="address-kinds">
      {kinds.options.map((kind) => (
        <div key={kind}>
          <label for={`${inputAttributes.id}-${kind}`}>{optionText(kind)}</label>
          <AddressInput
            inputAttributes={{ ...inputAttributes, id: `${inputAttributes.id}-${kind}` }}
            required={required && kind === kinds.default}
            text={toText(entriesOf(value, kinds, kind))}
            onText={(text) => onChange(withKind(value, kinds, kind, text))}
          />
        </div>
      ))}
    </div>
  );
}

interface AddressInputProps {
  readonly text: string;
  readonly inputAttributes: InputAttributes;
  readonly required: boolean;
  onText(text: string): void;
}

function AddressInput({ text, inputAttributes, required, onText }: AddressInputProps) {
  const sensors = useStore(useHub().sensors);
  const listId = useId();
  const known = useMemo(() => knownAddressesOf(sensors.values()), [sensors]);
  return (
    <>
      <input
        {...inputAttributes}
        type="text"
        inputMode="email"
        autocomplete="off"
        list={listId}
        required={required}
        value={text}
        onInput={({ currentTarget }) => onText(currentTarget.value)}
      />
      <datalist id={listId}>
        {completionsOf(text, known).map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </>
  );
}

const isOfKind = (entry: JsonValue, kinds: AddressKinds, kind: string): boolean =>
  ((entry as JsonObject)[kinds.field] ?? kinds.default) === kind;

const entriesOf = (value: JsonValue | undefined, kinds: AddressKinds, kind: string): JsonValue[] =>
  Array.isArray(value) ? value.filter((entry) => isOfKind(entry, kinds, kind)) : [];

/** The people with those of one kind as the text says. What is typed is one entry. */
function withKind(value: JsonValue | undefined, kinds: AddressKinds, kind: string, text: string): JsonValue | undefined {
  const others = Array.isArray(value) ? value.filter((entry) => !isOfKind(entry, kinds, kind)) : [];
  const typed: JsonObject[] = text === "" ? [] : [{ email: text, ...(kind !== kinds.default && { [kinds.field]: kind }) }];
  const people = [...others, ...typed];
  return people.length > 0 ? people : undefined;
}

function toText(value: JsonValue | undefined): string {
  if (typeof value === "string") return value;
  if (!Array.isArray(value)) return "";
  return value.map((entry) => (typeof entry === "string" ? entry : toText((entry as { email?: string })?.email))).join(", ");
}

/** Splits the texts of a list of addresses, which keeps what is typed as one entry until it is sent. */
export const finishedAddresses = (value: JsonValue): JsonValue =>
  Array.isArray(value) ? value.flatMap((entry): JsonValue[] => (typeof entry === "string" ? [...splitAddresses(entry)] : [entry])) : value;
