import { useId } from "preact/hooks";

interface OptionProps {
  readonly type: "radio" | "checkbox";
  readonly name: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly label: string;
  readonly hint: string;
  onChange(checked: boolean): void;
}

/** A choice with a line that explains it. */
export function Option({ type, name, checked, disabled = false, label, hint, onChange }: OptionProps) {
  const id = useId();
  return (
    <label class="option" for={id}>
      <input
        id={id}
        type={type}
        name={name}
        checked={checked}
        disabled={disabled}
        aria-describedby={`${id}-hint`}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      <span>
        <strong>{label}</strong>
        <small id={`${id}-hint`}>{hint}</small>
      </span>
    </label>
  );
}
