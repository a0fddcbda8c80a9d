/** The part of RE2JS's face that is used here. */
export interface RegexEngine {
  /** Throws for a pattern that is not RE2's syntax. */
  compile(pattern: string): EnginePattern;
}

export interface EnginePattern {
  groupCount(): number;
  test(text: string): boolean;
  matcher(text: string): EngineMatcher;
}

export interface EngineMatcher {
  find(start: number): boolean;
  start(group: number): number;
  end(group: number): number;
}

let engine: RegexEngine | undefined;
let looked = false;

/**
 * Gives the engine for patterns that are not plain. Node finds it by itself; elsewhere `import "@gatehouse/cel/re2"` calls this.
 */
export function useRegexEngine(given: RegexEngine): void {
  engine = given;
}

/** The engine; the first call in Node loads it. `undefined` where there is none. */
export function regexEngine(): RegexEngine | undefined {
  if (engine === undefined && !looked) {
    looked = true;
    engine = engineOfNode();
  }
  return engine;
}

interface NodeProcess {
  getBuiltinModule?(name: string): { createRequire(from: string): (name: string) => unknown } | undefined;
}

/** Loads RE2JS through Node's own module loader, which no bundler follows: it stays out of bundles that do not ask for it. */
function engineOfNode(): RegexEngine | undefined {
  const { process } = globalThis as { readonly process?: NodeProcess };
  try {
    const loader = process?.getBuiltinModule?.("node:module");
    const loaded = loader?.createRequire(import.meta.url)("re2js") as { readonly RE2JS: RegexEngine } | undefined;
    return loaded?.RE2JS;
  } catch {
    return undefined;
  }
}
