/** A path with slashes in its shortest equal form, by its text alone: no `.`, no double or final slash, `..` only in front. */
export function clean(path: string): string {
  const root = path.startsWith("/") ? "/" : "";
  const kept: string[] = [];
  for (const element of path.split("/")) {
    if (element === "" || element === ".") continue;
    if (element !== ".." || (kept.length === 0 ? root === "" : kept.at(-1) === "..")) kept.push(element);
    else kept.pop();
  }
  return root + kept.join("/") || ".";
}

/** The way from one clean path to another; `undefined` when their texts do not tell it. */
export function relative(base: string, target: string): string | undefined {
  if (base === target) return ".";
  if (base.startsWith("/") !== target.startsWith("/")) return undefined;
  const from = elements(base);
  const to = elements(target);
  let shared = 0;
  while (shared < from.length && shared < to.length && from[shared] === to[shared]) shared += 1;
  if (from[shared] === "..") return undefined;
  return [...from.slice(shared).fill(".."), ...to.slice(shared)].join("/");
}

/** The last element of a clean path; the root's is the root. */
export const lastElement = (path: string): string => (path === "/" ? "/" : path.slice(path.lastIndexOf("/") + 1));

/** Everything but the last element of a clean path. */
export function parent(path: string): string {
  const slash = path.lastIndexOf("/");
  if (slash < 0) return ".";
  return slash === 0 ? "/" : path.slice(0, slash);
}

const elements = (path: string) => path.split("/").filter((element) => element !== "" && element !== ".");
