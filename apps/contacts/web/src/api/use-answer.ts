import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { type ApiError, asApiError } from "./api-error.js";

/** The course of one question to the server. */
export interface Asked<Answer> {
  /** The last answer to the present question, or to the question before while a new one is under way. */
  readonly answer: Answer | null;
  readonly error: ApiError | null;
  readonly loading: boolean;
  /** Asks again; the present answer stays until the new one is there. */
  again(): void;
}

/**
 * Asks the server at the start and whenever `question` is another function (make it with useCallback). An answer that
 * was overtaken by a newer question is dropped. A null question asks nothing. A 401 goes to `onEnded`.
 */
export function useAnswer<Answer>(question: Question<Answer> | null, onEnded: () => void): Asked<Answer> {
  const [course, setCourse] = useState<Course<Answer>>({ question: null, answer: null, error: null, loading: false });
  const running = useRef<AbortController | null>(null);

  const ask = useCallback(async () => {
    running.current?.abort();
    if (question === null) {
      setCourse({ question, answer: null, error: null, loading: false });
      return;
    }
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    setCourse((before) => ({ ...before, question, loading: true }));
    try {
      const answer = await question(signal);
      if (!signal.aborted) setCourse({ question, answer, error: null, loading: false });
    } catch (thrown) {
      if (signal.aborted) return;
      const error = asApiError(thrown);
      if (error.kind === "unauthenticated") onEnded();
      setCourse({ question, answer: null, error, loading: false });
    }
  }, [question, onEnded]);

  useEffect(() => {
    void ask();
    return () => running.current?.abort();
  }, [ask]);

  const { answer, error } = course;
  // A question of this very render has not been put yet, but the answer at hand is another's already.
  const loading = course.loading || course.question !== question;
  return { answer, error, loading, again: useCallback(() => void ask(), [ask]) };
}

type Question<Answer> = (signal: AbortSignal) => Promise<Answer>;

interface Course<Answer> extends Omit<Asked<Answer>, "again"> {
  readonly question: Question<Answer> | null;
}
