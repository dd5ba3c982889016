import { useId } from "preact/hooks";

interface OptionFieldProps {
  readonly type: "radio" | "checkbox";
  readonly name: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly label: string;
  readonly hint?: string | undefined;
  onChange(checked: boolean): void;
}

/** A radio button or check box, which can have an explanation. */
export function OptionField({ type, name, checked, disabled = false, label, hint, onChange }: OptionFieldProps) {
  const id = useId();
  return (
    <label class="option" for={id}>
      <input
        id={id}
        type={type}
        name={name}
        checked={checked}
        disabled={disabled}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      <span>
        <strong>{label}</strong>
        {hint !== undefined && <small id={`${id}-hint`}>{hint}</small>}
      </span>
    </label>
  );
}
