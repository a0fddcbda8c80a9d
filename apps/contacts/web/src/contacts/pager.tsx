interface PagerProps {
  /** The number of this page; null when it is not known (the page came by a link). */
  readonly page: number | null;
  readonly onFirst: (() => void) | null;
  readonly onPrevious: (() => void) | null;
  readonly onNext: (() => void) | null;
}

/** The way through the pages of the list; nothing when there is only one. */
export function Pager({ page, onFirst, onPrevious, onNext }: PagerProps) {
  if (onFirst === null && onPrevious === null && onNext === null) return null;
  return (
    <nav class="pager" aria-label="Pages of contacts">
      {page === null ? <Step text="First page" onGo={onFirst} /> : <Step text="Previous" onGo={onPrevious} />}
      {page !== null && <span class="quiet">Page {page}</span>}
      <Step text="Next" onGo={onNext} />
    </nav>
  );
}

function Step({ text, onGo }: { readonly text: string; readonly onGo: (() => void) | null }) {
  return (
    <button type="button" class="button plain" disabled={onGo === null} onClick={() => onGo?.()}>
      {text}
    </button>
  );
}
