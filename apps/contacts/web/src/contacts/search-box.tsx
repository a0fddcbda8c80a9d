import { useEffect, useRef, useState } from "preact/hooks";

const pause = 250;

interface SearchBoxProps {
  readonly q: string;
  readonly onSearch: (q: string) => void;
}

/** The search field: searches when typing pauses, or at once with Enter. */
export function SearchBox({ q, onSearch }: SearchBoxProps) {
  const [text, setText] = useState(q);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const searched = useRef(q);

  // The address changed by other means (Back, "Clear search"): the field follows.
  useEffect(() => {
    if (q === searched.current) return;
    clearTimeout(timer.current);
    searched.current = q;
    setText(q);
  }, [q]);
  useEffect(() => () => clearTimeout(timer.current), []);

  function search(value: string) {
    clearTimeout(timer.current);
    const wanted = value.trim();
    if (wanted === searched.current) return;
    searched.current = wanted;
    onSearch(wanted);
  }

  return (
    <search>
      <form
        class="search"
        onSubmit={(event) => {
          event.preventDefault();
          search(text);
        }}
      >
        <label class="visually-hidden" for="search">
          Search contacts
        </label>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10Zm3.6-1.4L14 14" />
        </svg>
        <input
          id="search"
          type="search"
          name="q"
          placeholder="Search by name, company, email"
          autoComplete="off"
          spellcheck={false}
          maxLength={200}
          value={text}
          onInput={(event) => {
            const { value } = event.currentTarget;
            setText(value);
            clearTimeout(timer.current);
            timer.current = setTimeout(() => search(value), pause);
          }}
        />
      </form>
    </search>
  );
}
