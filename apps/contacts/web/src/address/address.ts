/** What the page shows, as the query of its URL holds it; so reload, Back and a return after sign-in keep it. */
export interface Address {
  /** The search text; "" shows all contacts. */
  readonly q: string;
  /** The cursor of the page of results; null is the first page. */
  readonly after: string | null;
  /** The id of the contact that is open; null when none is. */
  readonly contact: string | null;
}

/** The address in a URL's query ("?q=Smith&contact=…"). Unknown parameters are dropped. */
export function parseAddress(search: string): Address {
  const query = new URLSearchParams(search);
  return { q: query.get("q") ?? "", after: query.get("after") || null, contact: query.get("contact") || null };
}

/** The path and query of an address; the inverse of {@link parseAddress}. */
export function formatAddress({ q, after, contact }: Address): string {
  const query = new URLSearchParams();
  if (q !== "") query.set("q", q);
  if (after !== null) query.set("after", after);
  if (contact !== null) query.set("contact", contact);
  return query.size > 0 ? `/?${query}` : "/";
}

/** The link that signs in and comes back to the given place (path, query and fragment). */
export const loginLink = (place: string): string =>
  place === "/" ? "/login" : `/login?returnTo=${encodeURIComponent(place)}`;

/** Where the browser is now, for {@link loginLink}. */
export const herePlace = (): string => `${location.pathname}${location.search}${location.hash}`;
