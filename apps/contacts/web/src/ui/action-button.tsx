import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useState } from "preact/hooks";

interface ActionButtonProps {
  /** Why the action is out of reach; null when it is allowed. */
  readonly reason: string | null;
  readonly onAct: () => void;
  readonly children: ComponentChildren;
  /** The accessible name, when the visible text alone does not say what it acts upon. It must contain that text. */
  readonly label?: string;
  readonly look?: "primary" | "plain" | "danger";
}

/**
 * A button that is never silently dead. When the policy forbids the action it stays in the tab order as
 * `aria-disabled`, and its reason is its description: read out by a screen reader, shown at focus, hover and press.
 * Escape puts the shown reason away.
 */
export function ActionButton({ reason, onAct, children, label, look = "plain" }: ActionButtonProps) {
  const id = useId();
  const [shown, setShown] = useState(false);
  const open = shown && reason !== null;

  useLayoutEffect(() => {
    if (!open) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault(); // The sheet or dialog around it stays open.
      setShown(false);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [open]);

  if (reason === null)
    return (
      <button type="button" class={`button ${look}`} aria-label={label} onClick={onAct}>
        {children}
      </button>
    );

  const show = () => setShown(true);
  const hide = () => setShown(false);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the pointer may rest on the reason as on the button; keys use the button
    <span class="action" onMouseEnter={show} onMouseLeave={hide}>
      <button
        type="button"
        class={`button ${look}`}
        aria-disabled="true"
        aria-label={label}
        aria-describedby={id}
        onClick={show}
        onFocus={show}
        onBlur={hide}
      >
        {look === "primary" && (
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M5 7V5a3 3 0 0 1 6 0v2M3.5 7h9v6.5h-9z" />
          </svg>
        )}
        {children}
      </button>
      <span id={id} role="tooltip" class={open ? "reason shown" : "reason"}>
        {reason}
      </span>
    </span>
  );
}
