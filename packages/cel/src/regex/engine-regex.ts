import { CelError } from "../value/error.js";
import type { EnginePattern, RegexEngine } from "./engine.js";
import { type EngineSource, engineSource } from "./engine-dialect.js";
import type { Regex, Search } from "./regex.js";

/** A pattern that RE2JS runs. Error: `error parsing regexp: ...` in Go's words (cel.md section 6.5). */
export function engineRegex(engine: RegexEngine, pattern: string): Regex | CelError {
  const rewritten = engineSource(pattern);
  try {
    return new EngineRegex(engine.compile(rewritten.source));
  } catch (thrown) {
    return new CelError(`error parsing regexp: ${problemText(thrown, pattern, rewritten)}`);
  }
}

class EngineRegex implements Regex {
  readonly groupCount: number;
  readonly #pattern: EnginePattern;

  constructor(pattern: EnginePattern) {
    this.#pattern = pattern;
    this.groupCount = pattern.groupCount();
  }

  test(text: string): boolean {
    return this.#pattern.test(text);
  }

  search(text: string): Search {
    const matcher = this.#pattern.matcher(text);
    return (from) => {
      if (!matcher.find(from)) return undefined;
      const match: number[] = [];
      for (let group = 0; group <= this.groupCount; group += 1) match.push(matcher.start(group), matcher.end(group));
      return match;
    };
  }
}

interface SyntaxProblem {
  /** What is wrong. */
  readonly error: string;
  /** The piece of the pattern it is about. */
  readonly input: string | null;
}

const isSyntaxProblem = (thrown: unknown): thrown is SyntaxProblem =>
  typeof thrown === "object" && thrown !== null && typeof (thrown as Partial<SyntaxProblem>).error === "string";

function problemText(thrown: unknown, pattern: string, { source, originals }: EngineSource): string {
  // Only a pattern beyond all bounds gets here: the engine ran out of stack or memory.
  if (!isSyntaxProblem(thrown)) return `expression too large: \`${pattern}\``;
  const { error, input } = thrown;
  if (input === null)
    return error === "trailing backslash at end of expression" ? `${error}: \`\`` : `${error}: \`${pattern}\``;
  // Go asks for a character after the bracket before it takes the group for a named one.
  if (input === "(?P<") return "invalid or unsupported Perl syntax: `(?P`";
  if (input === "(?<") return "invalid or unsupported Perl syntax: `(?<`";
  if (input === source) return `${error}: \`${pattern}\``;
  return `${error}: \`${originals.get(input) ?? input}\``;
}
