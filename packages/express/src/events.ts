import { createHmac, randomBytes } from "node:crypto";
import type { SignInError } from "./errors.js";

/** What happened, in the words of sign-in.md section 21. */
export type SignInEventType =
  | "ready"
  | "signed_in"
  | "sign_in_failed"
  | "signed_out"
  | "session_ended"
  | "account_switched"
  | "discovery_failed"
  | "metadata_warning"
  | "keys_failed"
  | "key_ignored"
  | "scope_reduced"
  | "groups_differ"
  | "groups_dropped"
  | "groups_possibly_truncated"
  | "claims_suspicious"
  | "cookie_rejected"
  | "csrf_rejected"
  | "op_logout_skipped"
  | "cookie_lost"
  | "insecure_app_base_url"
  | "trust_proxy_hint";

/** One thing that happened, ready for a structured log. Holds no token, code, secret, cookie or session id (LOG-2). */
export interface SignInEvent {
  readonly type: SignInEventType;
  readonly level: "debug" | "info" | "warn" | "error";
  readonly message: string;
  readonly time: Date;
  readonly issuer: string;
  /** HMAC of the subject with a key of this process, or the subject itself with `log.subjects`. */
  readonly sub?: string;
  /** The error's code, for failures. */
  readonly code?: string;
  readonly reason?: string;
  /** From the request's `id` or `X-Request-Id`, when it has one. */
  readonly requestId?: string;
}

export type SignInEventListener = (event: SignInEvent) => void;

type Details = Partial<Pick<SignInEvent, "code" | "reason" | "requestId">> & { readonly sub?: string | undefined };

/** Tells listeners what happens. A listener that throws harms nobody. */
export interface Events {
  on(type: SignInEventType | "event", listener: SignInEventListener): () => void;
  emit(type: SignInEventType, level: SignInEvent["level"], message: string, details?: Details): void;
  fail(type: "sign_in_failed" | "discovery_failed" | "keys_failed", error: SignInError, details?: Details): void;
}

export function events(options: { issuer: string; clock: () => number; plainSubjects: boolean }): Events {
  const listeners = new Map<string, Set<SignInEventListener>>();
  const key = randomBytes(32);
  const nameOf = (sub: string) =>
    options.plainSubjects ? sub : createHmac("sha256", key).update(sub).digest("base64url").slice(0, 16);

  const emit: Events["emit"] = (type, level, message, { sub, ...details } = {}) => {
    const event: SignInEvent = {
      type,
      level,
      message,
      time: new Date(options.clock()),
      issuer: options.issuer,
      ...details,
      ...(sub === undefined ? {} : { sub: nameOf(sub) }),
    };
    for (const listener of [...(listeners.get(type) ?? []), ...(listeners.get("event") ?? [])]) {
      try {
        listener(event);
      } catch {
        // A broken listener must not break a sign-in.
      }
    }
  };

  return {
    on(type, listener) {
      const set = listeners.get(type) ?? new Set();
      listeners.set(type, set.add(listener));
      return () => set.delete(listener);
    },
    emit,
    fail(type, error, details = {}) {
      const level = error.status >= 500 ? "error" : "info";
      emit(type, level, error.message, {
        ...details,
        code: error.code,
        ...(error.reason === undefined ? {} : { reason: error.reason }),
      });
    },
  };
}
