/** One thing wrong with an expression's text or types. */
export interface Issue {
  readonly message: string;
  /** UTF-16 offset into the source. */
  readonly at: number;
  /** From 1. */
  readonly line: number;
  /** From 1, in code points. */
  readonly column: number;
}

/** An expression that does not parse or check; every issue, in the order of their places. */
export class CelCompileError extends Error {
  override readonly name = "CelCompileError";
  readonly code = "ERR_CEL_COMPILE";
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super(issues.map(({ message }) => message).join(", "));
    this.issues = issues;
  }
}

/** What is wrong, before its line and column are worked out. */
export interface RawIssue {
  readonly message: string;
  readonly at: number;
}

const MAX_ISSUES = 100;

/** Issues in the order of their places, with lines and columns. */
export function located(issues: readonly RawIssue[], source: string): readonly Issue[] {
  const ordered = [...issues].sort((a, b) => a.at - b.at).slice(0, MAX_ISSUES);
  return ordered.map(({ message, at }) => {
    const before = source.slice(0, at);
    const line = before.split("\n").length;
    const column = [...before.slice(before.lastIndexOf("\n") + 1)].length + 1;
    return { message, at, line, column };
  });
}
