import { createRequire } from "node:module";
import { SignInError } from "../errors.js";
import type { Settings } from "../settings.js";

const { version } = createRequire(import.meta.url)("../../package.json") as { version: string };
const userAgent = `gatehouse-express/${version}`;

/** What a request is for; decides about retries and accepted content types. */
export type Purpose = "discovery" | "keys" | "token" | "par" | "userinfo";

/** Sends one request to the provider. Rejects with a `SignInError` only. */
export type Outgoing = (purpose: Purpose) => (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** Answers that may be asked for once more; never the token endpoint, whose code is spent by the first try (HTTP-3). */
const repeatable: ReadonlySet<Purpose> = new Set(["discovery", "keys", "userinfo"]);
const passing: ReadonlySet<number> = new Set([502, 503, 504]);

const contentTypes: Readonly<Partial<Record<Purpose, RegExp>>> = {
  token: /^application\/json\s*(;|$)/i,
  userinfo: /^application\/(json|jwt)\s*(;|$)/i,
  keys: /^application\/(jwk-set\+)?json\s*(;|$)/i,
};

/**
 * The one door through which requests leave: time limit over the whole exchange, body limit, no redirects, no `Origin`, retries
 * where they are harmless (HTTP-1 to HTTP-5). Bodies are read here, so that what comes out cannot stall or grow.
 */
export function outgoing({ fetch, http, clock }: Pick<Settings, "fetch" | "http" | "clock">): Outgoing {
  return (purpose) =>
    async (input, init = {}) => {
      const url = input instanceof Request ? input.url : String(input);
      const signal = AbortSignal.timeout(http.timeout * 1000);
      const attempt = async () => {
        const headers = new Headers(init.headers);
        headers.delete("origin");
        headers.set("user-agent", userAgent);
        const response = await fetch(url, {
          ...init,
          headers,
          redirect: "manual",
          signal: either(init.signal, signal),
        });
        return await bounded(response, http.maxBody, signal);
      };
      let response: Response;
      try {
        response = await attempt();
        if (repeatable.has(purpose) && passing.has(response.status)) response = await attempt();
      } catch (error) {
        if (error instanceof SignInError) throw error;
        if (signal.aborted) throw unavailable(purpose, url, `no answer within ${http.timeout} s`);
        if (!repeatable.has(purpose)) throw unavailable(purpose, url, networkReason(error));
        try {
          response = await attempt();
        } catch (again) {
          if (again instanceof SignInError) throw again;
          throw unavailable(purpose, url, signal.aborted ? `no answer within ${http.timeout} s` : networkReason(again));
        }
      }
      return checked(purpose, url, response, clock());
    };
}

function checked(purpose: Purpose, url: string, response: Response, now: number): Response {
  const detail = `${purpose} at ${withoutQuery(url)}${requestIdOf(response)}`;
  if (response.status === 429)
    throw new SignInError("op_rate_limited", { detail, retryAfter: retryAfter(response.headers, now) });
  if (response.status >= 500) throw new SignInError("op_unavailable", { detail: `${response.status} from ${detail}` });
  if (response.type === "opaqueredirect" || (response.status >= 300 && response.status < 400))
    throw new SignInError("op_error", { detail: `redirect from ${detail}` });
  const expected = contentTypes[purpose];
  const type = response.headers.get("content-type") ?? "";
  if (response.status === 200 && expected !== undefined && !expected.test(type))
    throw new SignInError("op_error", { detail: `unexpected content type from ${detail}` });
  return response;
}

/** Reads the body up to the limit, within the time limit. */
async function bounded(response: Response, limit: number, signal: AbortSignal): Promise<Response> {
  // Statuses whose responses may not be rebuilt with a body.
  if (response.body === null || response.status === 204 || response.status === 304 || response.status < 200)
    return response;
  const reader = response.body.getReader();
  const aborted = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  // Whoever loses the race below must not become an unhandled rejection.
  aborted.catch(() => {});
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), aborted]);
      if (done) break;
      size += value.byteLength;
      if (size > limit) throw new SignInError("response_too_large", { detail: `over ${limit} bytes` });
      chunks.push(value);
    }
  } catch (error) {
    reader.cancel().catch(() => {});
    throw error;
  }
  const { status, statusText, headers } = response;
  return new Response(Buffer.concat(chunks), { status, statusText, headers });
}

/** Seconds to wait by `Retry-After` (seconds or a date) or Okta's `X-Rate-Limit-Reset` (epoch seconds); HTTP-5. */
function retryAfter(headers: Headers, now: number): number {
  const after = headers.get("retry-after");
  const seconds = after === null ? Number(headers.get("x-rate-limit-reset") ?? Number.NaN) - now / 1000 : Number(after);
  const wait = Number.isNaN(seconds) && after !== null ? (Date.parse(after) - now) / 1000 : seconds;
  return Number.isFinite(wait) ? Math.min(Math.max(1, Math.ceil(wait)), 3600) : 60;
}

const unavailable = (purpose: Purpose, url: string, reason: string) =>
  new SignInError("op_unavailable", { detail: `${purpose} at ${withoutQuery(url)}: ${reason}` });

/** The system's word for a network failure; the error itself may hold more than a log should. */
function networkReason(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
  return typeof cause?.code === "string" ? cause.code : "network error";
}

const withoutQuery = (url: string) => url.split(/[?#]/, 1)[0] ?? "";

/** Okta support asks for it (LOG-5). */
function requestIdOf(response: Response): string {
  const id = response.headers.get("x-okta-request-id");
  return id !== null && /^[\w.-]{1,64}$/.test(id) ? `, request ${id}` : "";
}

const either = (a: AbortSignal | null | undefined, b: AbortSignal) => (a ? AbortSignal.any([a, b]) : b);
