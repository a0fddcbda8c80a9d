/** Takes note of one problem: the option's path and what was expected. */
export type Problem = (path: string, expected: string) => void;

/** Reads options by their path and reports what is not as expected. */
export class OptionCheck {
  constructor(
    private readonly options: Record<string, unknown>,
    private readonly problem: Problem,
  ) {}

  private at(path: string): unknown {
    let value: unknown = this.options;
    for (const name of path.split(".")) value = isRecord(value) ? value[name] : undefined;
    return value;
  }

  names(tree: Readonly<Record<string, readonly string[]>>): void {
    for (const [path, names] of Object.entries(tree)) {
      const value = path === "" ? this.options : this.at(path);
      if (value === undefined) continue;
      if (!isRecord(value)) this.problem(path, "expected an object");
      else
        for (const name of Object.keys(value))
          if (!names.includes(name)) this.problem(path === "" ? name : `${path}.${name}`, "is not an option");
    }
  }

  text(path: string, required = true): string | undefined {
    const value = this.at(path);
    if (typeof value === "string" && value !== "") return value;
    if (value !== undefined || required) this.problem(path, "expected a non-empty string");
    return undefined;
  }

  seconds(path: string, fallback: number, least = 1): number {
    const value = this.at(path);
    if (value === undefined) return fallback;
    if (typeof value === "number" && Number.isFinite(value) && value >= least) return value;
    this.problem(path, `expected a number, at least ${least}`);
    return fallback;
  }

  choice<T extends string>(path: string, choices: readonly T[], fallback: T): T {
    const value = this.at(path);
    if (value === undefined) return fallback;
    if ((choices as readonly unknown[]).includes(value)) return value as T;
    this.problem(path, `expected ${choices.map((choice) => `'${choice}'`).join(" or ")}`);
    return fallback;
  }

  list(path: string): readonly string[] | undefined {
    const value = this.at(path);
    if (value === undefined) return undefined;
    if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
    this.problem(path, "expected a list of strings");
    return undefined;
  }

  record(path: string): Record<string, unknown> | undefined {
    const value = this.at(path);
    if (value === undefined || isRecord(value)) return value;
    this.problem(path, "expected an object");
    return undefined;
  }

  flag(path: string): void {
    const value = this.at(path);
    if (value !== undefined && typeof value !== "boolean") this.problem(path, "expected true or false");
  }

  callable(path: string): void {
    const value = this.at(path);
    if (value !== undefined && typeof value !== "function") this.problem(path, "expected a function");
  }

  path(path: string, fallback: string): string {
    const value = this.text(path, false) ?? fallback;
    if (!/^\/(?!\/)[A-Za-z0-9._~!$&'()*+,;=:@/-]*$/.test(value) || value === "/")
      this.problem(path, "expected a path such as /login");
    return value;
  }

  target(path: string, fallback: string): string {
    const value = this.text(path, false) ?? fallback;
    if (!/^\/(?![/\\])[^\s\\]*$/.test(value)) this.problem(path, "expected a path of the app, starting with one /");
    return value;
  }

  origins(path: string): readonly string[] {
    const values = this.list(path) ?? [];
    return values.map((value) => {
      const origin = URL.canParse(value) ? new URL(value).origin : "null";
      if (origin === "null" || origin !== value)
        this.problem(path, `expected origins such as https://app.example, not ${JSON.stringify(value)}`);
      return origin;
    });
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
