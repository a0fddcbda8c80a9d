import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef } from "preact/hooks";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  /** "alert" for a question that must be answered, "sheet" for a view that rises from below on a narrow screen. */
  readonly look?: "form" | "alert" | "sheet";
  /** The id of the text that a screen reader reads with the title. */
  readonly describedBy?: string;
}

/**
 * A modal dialog on the browser's own `<dialog>`: focus stays inside, Escape closes, and the focus goes back to where
 * it was. Rendered means open.
 */
export function Dialog({ title, onClose, children, look = "form", describedBy }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useLayoutEffect(() => {
    const element = dialog.current;
    const opener = document.activeElement;
    element?.showModal();
    element?.querySelector<HTMLElement>("form input")?.focus(); // rather than Close, which comes first
    return () => {
      element?.close();
      // The button that opened it may be gone by now, with its row.
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
      else document.getElementById("contacts-heading")?.focus();
    };
  }, []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the sheet closes it; Escape does by onCancel
    <dialog
      ref={dialog}
      class={look}
      role={look === "alert" ? "alertdialog" : undefined}
      aria-labelledby={titleId}
      aria-describedby={describedBy}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (look === "sheet" && event.target === event.currentTarget) onClose();
      }}
    >
      <div class="dialog-body">
        <header class="dialog-head">
          <h2 id={titleId}>{title}</h2>
          <button type="button" class="button icon" aria-label="Close" onClick={onClose}>
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path d="m3.5 3.5 9 9m0-9-9 9" />
            </svg>
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
