import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { type ApiError, asApiError } from "../api/api-error.js";
import { getSession } from "../api/calls.js";
import type { Session } from "../api/session.js";

export type SessionState =
  | { readonly kind: "loading" }
  | { readonly kind: "failed"; readonly error: ApiError }
  | { readonly kind: "signed-out" /** true when a session was here and is over */; readonly ended: boolean }
  | { readonly kind: "signed-in"; readonly session: Session };

export interface SessionInPage {
  readonly state: SessionState;
  /** Asks the server again who is signed in. */
  reload(): void;
  /** To be told when an answer was 401: nothing of the session stays on the page. */
  onEnded(): void;
}

/**
 * Who is signed in. Asked at the start, when the page comes back from the browser's back-forward cache (after a
 * logout it must not show old data) and when its tab is looked at again (another tab may have signed out).
 */
export function useSession(): SessionInPage {
  const [state, setState] = useState<SessionState>({ kind: "loading" });
  const running = useRef<AbortController | null>(null);

  const ask = useCallback(async (quietly: boolean) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    if (!quietly) setState({ kind: "loading" });
    try {
      const answer = await getSession(signal);
      if (signal.aborted) return;
      setState((before) => next(before, answer.authenticated ? answer : null));
    } catch (error) {
      // A look that nobody asked for may fail in silence: the next call of the page will say so.
      if (!signal.aborted && !quietly) setState({ kind: "failed", error: asApiError(error) });
    }
    document.documentElement.classList.remove("put-away");
  }, []);

  useEffect(() => {
    void ask(false);
    const onPageHide = () => document.documentElement.classList.add("put-away");
    const onPageShow = (event: PageTransitionEvent) => {
      if (event.persisted) void ask(false);
      else document.documentElement.classList.remove("put-away");
    };
    const onVisible = () => {
      // Not below an open form: what is typed there is kept until it is sent.
      if (document.visibilityState === "visible" && !document.querySelector("dialog[open] form")) void ask(true);
    };
    addEventListener("pagehide", onPageHide);
    addEventListener("pageshow", onPageShow);
    document.addEventListener("visibilitychange", onVisible);
    return () => {
      running.current?.abort();
      removeEventListener("pagehide", onPageHide);
      removeEventListener("pageshow", onPageShow);
      document.removeEventListener("visibilitychange", onVisible);
    };
  }, [ask]);

  const onEnded = useCallback(() => setState({ kind: "signed-out", ended: true }), []);
  const reload = useCallback(() => void ask(false), [ask]);
  return { state, reload, onEnded };
}

/** An unchanged session keeps its identity, so that a quiet look does not draw the page anew. */
function next(before: SessionState, session: Session | null): SessionState {
  if (session === null)
    return before.kind === "signed-out" ? before : { kind: "signed-out", ended: before.kind === "signed-in" };
  if (before.kind === "signed-in" && JSON.stringify(before.session) === JSON.stringify(session)) return before;
  return { kind: "signed-in", session };
}
