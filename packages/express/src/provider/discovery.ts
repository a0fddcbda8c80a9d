import { allowInsecureRequests, customFetch, discovery as discover } from "openid-client";
import { SignInError } from "../errors.js";
import type { Events } from "../events.js";
import type { Outgoing } from "../http/outgoing.js";
import type { Settings } from "../settings.js";
import { checkedMetadata, issuerMismatch, type ProviderMetadata } from "./metadata.js";

/** How sign-in is doing: `degraded` works with a document it could not refresh, `failed` needs somebody's attention. */
export interface Health {
  readonly state: "starting" | "ready" | "degraded" | "failed";
  readonly since: Date;
  /** What went wrong last; no secrets. */
  readonly lastError?: string;
}

/** Knows the provider's metadata, in the background and for as long as it takes (OUT-1 to OUT-5, DISC-7). */
export interface Discovery {
  /** Begins, once; nothing before this touches the network (OUT-1). */
  start(): void;
  ready(): Promise<void>;
  /** The metadata; tries at once when there is none. Rejects with a 503 `SignInError`. */
  metadata(): Promise<ProviderMetadata>;
  /** What is known right now. */
  known(): ProviderMetadata | undefined;
  /** Asks for a fresh document after an endpoint failed; at most once a minute. */
  refresh(): void;
  health(): Health;
  close(): void;
}

const FIRST_RETRY = 1000;
const LAST_RETRY = 30_000;
const REFRESH_EVERY = 24 * 3600_000;
const REFRESH_AT_MOST_EVERY = 60_000;
const REPORT_AT_MOST_EVERY = 10_000;

export function discovery(settings: Settings, outgoing: Outgoing, events: Events): Discovery {
  const { clock, issuer } = settings;
  let known: ProviderMetadata | undefined;
  let health: Health = { state: "starting", since: new Date(clock()) };
  let attempt: Promise<ProviderMetadata> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let started = false;
  let closed = false;
  let failures = 0;
  let lastAttempt = Number.NEGATIVE_INFINITY;
  let lastReport = Number.NEGATIVE_INFINITY;
  /** The present failure is the configuration's, so that trying again at once is of no use (DISC-4). */
  let misconfigured: SignInError | undefined;
  let waiting: { resolve(): void; reject(error: Error): void }[] = [];

  function become(state: Health["state"], lastError?: string): void {
    const since = state === health.state ? health.since : new Date(clock());
    health = { state, since, ...(lastError === undefined ? {} : { lastError }) };
  }

  function schedule(delay: number): void {
    clearTimeout(timer);
    if (closed) return;
    timer = setTimeout(() => void tryOnce().catch(() => {}), delay);
    timer.unref();
  }

  /** One attempt at a time; whoever asks meanwhile shares it. */
  function tryOnce(): Promise<ProviderMetadata> {
    lastAttempt = clock();
    attempt ??= fetchMetadata(settings, outgoing)
      .then((metadata) => checkedMetadata(metadata, settings, events, known))
      .then(succeeded, failed)
      .finally(() => {
        attempt = undefined;
      });
    return attempt;
  }

  function succeeded(metadata: ProviderMetadata): ProviderMetadata {
    const first = known === undefined;
    known = metadata;
    failures = 0;
    misconfigured = undefined;
    become("ready");
    schedule(REFRESH_EVERY);
    if (first) events.emit("ready", "info", `Sign-in with ${issuer} is ready.`);
    for (const { resolve } of waiting) resolve();
    waiting = [];
    return metadata;
  }

  function failed(thrown: unknown): never {
    const error = thrown instanceof SignInError ? thrown : new SignInError("op_error", { detail: "discovery" });
    failures += 1;
    const ours = error.code === "metadata_invalid" || error.code === "issuer_mismatch";
    misconfigured = ours ? error : undefined;
    become(
      known !== undefined ? "degraded" : ours ? "failed" : health.state === "failed" ? "failed" : "starting",
      error.message,
    );
    const longest = Math.min(LAST_RETRY, FIRST_RETRY * 2 ** (failures - 1));
    schedule(Math.max(100, Math.random() * longest));
    if (clock() - lastReport >= REPORT_AT_MOST_EVERY) {
      lastReport = clock();
      events.fail("discovery_failed", error);
    }
    throw error;
  }

  function start(): void {
    if (started || closed) return;
    started = true;
    setImmediate(() => {
      if (!closed) tryOnce().catch(() => {});
    });
  }

  return {
    start,
    known: () => known,
    health: () => health,
    async ready() {
      start();
      if (known !== undefined) return;
      await new Promise<void>((resolve, reject) => {
        waiting.push({ resolve, reject });
        if (settings.readyTimeout === undefined) return;
        const limit = setTimeout(() => {
          become("failed", health.lastError ?? "readyTimeout passed");
          reject(
            new SignInError("op_unavailable", {
              detail: `not ready within ${settings.readyTimeout} ms: ${health.lastError ?? "no answer yet"}`,
            }),
          );
        }, settings.readyTimeout);
        limit.unref();
      });
    },
    async metadata() {
      if (known !== undefined) return known;
      if (closed) throw new SignInError("op_unavailable", { status: 503, detail: "closed" });
      try {
        if (misconfigured !== undefined && attempt === undefined) throw misconfigured;
        return await tryOnce();
      } catch {
        throw new SignInError("op_unavailable", {
          status: 503,
          retryAfter: 5,
          detail: "the provider's metadata is not known yet",
        });
      }
    },
    refresh() {
      if (known !== undefined && !closed && clock() - lastAttempt >= REFRESH_AT_MOST_EVERY) tryOnce().catch(() => {});
    },
    close() {
      closed = true;
      clearTimeout(timer);
      for (const { reject } of waiting) reject(new SignInError("op_unavailable", { detail: "closed" }));
      waiting = [];
    },
  };
}

/** The document itself, by openid-client; its errors become ours, with a hint at the usual cause (OUT-2). */
async function fetchMetadata(settings: Settings, outgoing: Outgoing) {
  const url = `${settings.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  let status = 0;
  const fetch = async (input: string, init: RequestInit) => {
    const response = await outgoing("discovery")(input, init);
    status = response.status;
    return response;
  };
  try {
    const configuration = await discover(new URL(settings.issuer), settings.clientId, undefined, undefined, {
      [customFetch]: fetch as never,
      timeout: settings.http.timeout * 3,
      ...(settings.insecureIssuer ? { execute: [allowInsecureRequests] } : {}),
    });
    return configuration.serverMetadata();
  } catch (error) {
    throw converted(error, status, url, settings.issuer);
  }
}

function converted(error: unknown, status: number, url: string, issuer: string): SignInError {
  const { cause } = (error ?? {}) as { cause?: unknown };
  if (cause instanceof SignInError) return withHint(cause);
  const { body, attribute } = (cause ?? {}) as { body?: { issuer?: unknown }; attribute?: unknown };
  if (attribute === "issuer") return issuerMismatch(issuer, body?.issuer);
  if (status === 404) return new SignInError("op_error", { detail: `404 at ${url}: is the issuer right?` });
  return new SignInError("op_error", {
    detail: `${url} is no discovery document${status === 200 ? "" : ` (status ${status})`}`,
  });
}

const hints: readonly (readonly [RegExp, string])[] = [
  [/ENOTFOUND|EAI_AGAIN/, "the host name is not known to DNS"],
  [/ECONNREFUSED/, "nothing listens there"],
  [/CERT|SELF_SIGNED|TLS|SSL/i, "its certificate is not trusted"],
];

function withHint(error: SignInError): SignInError {
  const hint = hints.find(([pattern]) => pattern.test(error.message))?.[1];
  if (hint === undefined) return error;
  const detail = `${error.message.replace(/^[^(]*\(|\)$/g, "")}: ${hint}`;
  return new SignInError(error.code, { detail, retryAfter: error.retryAfter });
}
