import type { ComponentChildren } from "preact";
import { Dialog } from "../ui/dialog.js";

interface PanelProps {
  /** true: there is room beside the list; false: the panel is a sheet over it. */
  readonly beside: boolean;
  /** Whether a contact is in focus. */
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: ComponentChildren;
}

/** The frame of the contact in focus: a column on wide screens; else a sheet when open, and below the list when not. */
export function Panel({ beside, open, onClose, children }: PanelProps) {
  if (open && !beside)
    return (
      <Dialog title="Contact in focus" look="sheet" onClose={onClose}>
        {children}
      </Dialog>
    );
  return (
    <aside id="panel" class="panel" aria-label="Contact in focus" tabIndex={-1}>
      {open && (
        <button type="button" class="button icon panel-close" aria-label="Close the contact" onClick={onClose}>
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="m3.5 3.5 9 9m0-9-9 9" />
          </svg>
        </button>
      )}
      {children}
    </aside>
  );
}
