import { CelError } from "./error.js";
import { SpiffeId, SpiffeTrustDomain } from "./spiffe.js";

const SCHEME = "spiffe://";

/**
 * The SPIFFE id in a text, such as `spiffe://example.org/ns/web` (cel.md section 6.12). The error is the bare reason, for the
 * caller to introduce: `scheme is missing or invalid` and so on.
 */
export function parseSpiffeId(text: string): SpiffeId | CelError {
  if (text === "") return EMPTY;
  if (!text.startsWith(SCHEME)) return BAD_SCHEME;
  const slash = text.indexOf("/", SCHEME.length);
  const end = slash < 0 ? text.length : slash;
  const trustDomain = parseName(text.slice(SCHEME.length, end));
  if (trustDomain instanceof CelError) return trustDomain;
  const path = text.slice(end);
  return pathProblem(path) ?? new SpiffeId(trustDomain, path);
}

/** The trust domain in a text: its bare name, or a whole SPIFFE id; errors as `parseSpiffeId` gives them. */
export function parseSpiffeTrustDomain(text: string): SpiffeTrustDomain | CelError {
  if (!text.includes(":/")) return parseName(text);
  const id = parseSpiffeId(text);
  return id instanceof CelError ? id : id.trustDomain;
}

function parseName(name: string): SpiffeTrustDomain | CelError {
  if (name === "") return NO_TRUST_DOMAIN;
  return /^[a-z0-9._-]+$/.test(name) ? new SpiffeTrustDomain(name) : BAD_TRUST_DOMAIN;
}

/** The first problem of a path from the left; a path is empty or starts with a slash. */
function pathProblem(path: string): CelError | undefined {
  const segments = path.split("/").slice(1);
  for (const [index, segment] of segments.entries()) {
    if (/[^A-Za-z0-9._-]/.test(segment)) return BAD_SEGMENT;
    if (segment === "") return index === segments.length - 1 ? TRAILING_SLASH : EMPTY_SEGMENT;
    if (segment === "." || segment === "..") return DOT_SEGMENT;
  }
  return undefined;
}

const EMPTY = new CelError("cannot be empty");
const BAD_SCHEME = new CelError("scheme is missing or invalid");
const NO_TRUST_DOMAIN = new CelError("trust domain is missing");
const BAD_TRUST_DOMAIN = new CelError(
  "trust domain characters are limited to lowercase letters, numbers, dots, dashes, and underscores",
);
const TRAILING_SLASH = new CelError("path cannot have a trailing slash");
const EMPTY_SEGMENT = new CelError("path cannot contain empty segments");
const DOT_SEGMENT = new CelError("path cannot contain dot segments");
const BAD_SEGMENT = new CelError(
  "path segment characters are limited to letters, numbers, dots, dashes, and underscores",
);
