import { useState } from "preact/hooks";

const few = 5;

interface GroupListProps {
  readonly names: readonly string[];
  /** What is said when there are none. */
  readonly none: string;
}

/** Names as chips; of a long list the first few, and a button for the rest. */
export function GroupList({ names, none }: GroupListProps) {
  const [all, setAll] = useState(false);
  if (names.length === 0) return <span class="quiet">{none}</span>;
  const shown = all || names.length <= few + 1 ? names : names.slice(0, few);
  return (
    <ul class="chips">
      {shown.map((name) => (
        <li key={name} class="chip">
          {name}
        </li>
      ))}
      {names.length > few + 1 && (
        <li>
          <button type="button" class="chip more" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? "Show fewer" : `${names.length - few} more`}
          </button>
        </li>
      )}
    </ul>
  );
}
