import { useId } from "preact/hooks";

interface TextFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly problem?: string | undefined;
  /** A remark below the field that is no problem. */
  readonly hint?: string | undefined;
  readonly required?: boolean;
  /** The keyboard that a phone shows. */
  readonly keyboard?: "text" | "email" | "tel";
  readonly lines?: number;
}

/** A labelled field whose problem and hint are its description. */
export function TextField(props: TextFieldProps) {
  const { name, label, value, onChange, problem, hint, required = false, keyboard = "text", lines } = props;
  const id = useId();
  const descriptions = [problem && `${id}-problem`, hint && `${id}-hint`].filter(Boolean).join(" ");
  const shared = {
    id,
    name,
    value,
    required,
    autoComplete: "off",
    "aria-invalid": problem !== undefined,
    "aria-describedby": descriptions === "" ? undefined : descriptions,
    onInput: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  return (
    <div class={`field field-${name}`}>
      <label for={id}>
        {label}
        {required && <span class="required"> (required)</span>}
      </label>
      {lines === undefined ? (
        <input type="text" inputMode={keyboard} {...shared} />
      ) : (
        <textarea rows={lines} {...shared} />
      )}
      {problem !== undefined && (
        <p id={`${id}-problem`} class="problem">
          {problem}
        </p>
      )}
      {hint !== undefined && (
        <p id={`${id}-hint`} class="hint">
          {hint}
        </p>
      )}
    </div>
  );
}
