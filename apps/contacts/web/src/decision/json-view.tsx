import { useMemo } from "preact/hooks";
import { highlightedJson } from "./highlighted-json.js";

/** JSON to read: coloured, wrapped, and reachable by keyboard because it may scroll. */
export function JsonView({ label, value }: { readonly label: string; readonly value: object }) {
  const tokens = useMemo(() => highlightedJson(value), [value]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the focus to be scrolled by keys
    <section class="json" tabIndex={0} aria-label={label}>
      <pre>
        <code>
          {tokens.map(({ kind, text }) => (kind === "plain" ? text : <span class={`json-${kind}`}>{text}</span>))}
        </code>
      </pre>
    </section>
  );
}
