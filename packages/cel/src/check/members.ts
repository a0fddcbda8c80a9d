import type { Expr } from "../ast.js";
import { CelCompileError, located, type RawIssue } from "../issue.js";
import { children } from "../walk.js";
import type { Checked } from "./checker.js";

/**
 * Refuses selections of variables and constants that a policy does not have (cel.md section 2.2).
 * @throws CelCompileError with `Undefined variable 'x'` for each.
 */
export function undefinedNames(
  checked: Checked,
  known: { readonly variables?: readonly string[]; readonly constants?: readonly string[] },
): void {
  const issues: RawIssue[] = [];
  const visit = (expr: Expr, bound: ReadonlySet<string>): void => {
    if (
      expr.kind === "select" &&
      expr.operand.kind === "ident" &&
      (expr.operand.root || !bound.has(expr.operand.name))
    ) {
      const { name } = expr.operand;
      const isVariable = name === "V" || name === "variables";
      const names = isVariable ? known.variables : name === "C" || name === "constants" ? known.constants : undefined;
      if (names !== undefined && !names.includes(expr.field))
        issues.push({ message: `Undefined ${isVariable ? "variable" : "constant"} '${expr.field}'`, at: expr.at });
    }
    for (const { expr: child, binds } of children(expr))
      visit(child, binds.length === 0 ? bound : new Set([...bound, ...binds]));
  };
  visit(checked.expr, new Set());
  if (issues.length > 0) throw new CelCompileError(located(issues, checked.source));
}
