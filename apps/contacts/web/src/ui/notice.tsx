import type { ComponentChildren } from "preact";
import type { ApiError } from "../api/api-error.js";

interface NoticeProps {
  readonly tone: "info" | "problem";
  readonly children: ComponentChildren;
}

/** A message in the flow of the page; a problem is announced at once. */
export function Notice({ tone, children }: NoticeProps) {
  return (
    <div class={`notice ${tone}`} role={tone === "problem" ? "alert" : "status"}>
      {children}
    </div>
  );
}

/** A failed call in a sentence, with a way to try it once more. */
export function Failure({ error, onRetry }: { readonly error: ApiError; readonly onRetry: () => void }) {
  return (
    <Notice tone="problem">
      <p>{error.message}</p>
      <button type="button" class="button plain" onClick={onRetry}>
        Try again
      </button>
    </Notice>
  );
}
