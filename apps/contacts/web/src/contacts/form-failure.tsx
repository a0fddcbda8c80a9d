import type { ApiError } from "../api/api-error.js";
import { Notice } from "../ui/notice.js";

interface FormFailureProps {
  readonly error: ApiError;
  /** Problems that belong to none of the fields. */
  readonly general: readonly string[];
  /** Loads the contact as it is now into the form. */
  readonly onTakeOver: () => void;
}

/** Why the form was not saved, with the way out of it. */
export function FormFailure({ error, general, onTakeOver }: FormFailureProps) {
  switch (error.kind) {
    case "changed":
      return (
        <Notice tone="problem">
          <p>This contact was changed by somebody else. Reload it to see the changes; what you typed is kept.</p>
          <button type="button" class="button plain" onClick={onTakeOver}>
            Reload
          </button>
        </Notice>
      );
    case "unauthenticated":
      return (
        <Notice tone="problem">
          <p>
            Your session has ended. What you typed is still here:{" "}
            <a href="/login" target="_blank" rel="noopener">
              log in in a new tab
            </a>
            , then save again.
          </p>
        </Notice>
      );
    default:
      return (
        <Notice tone="problem">
          <p>{error.message}</p>
          {general.length > 0 && (
            <ul>
              {general.map((problem) => (
                <li key={problem}>{problem}</li>
              ))}
            </ul>
          )}
          {(error.kind === "unavailable" || error.kind === "offline") && (
            <p>Nothing was saved. Save once more to retry.</p>
          )}
        </Notice>
      );
  }
}
