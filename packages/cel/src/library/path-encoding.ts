import { CelError } from "../value/error.js";
import { clean } from "./path-clean.js";

/**
 * A path of any system as a clean path with slashes (cel.md section 6.11): `C:\a` is `/C:/a`, `\\host\share\a` is
 * `/host/share/a`, `a\b` is `a/b`.
 */
export interface EncodedPath {
  readonly kind: "unix" | "windows-relative" | "drive" | "unc";
  readonly value: string;
  /** A bare drive or share. */
  readonly isRoot: boolean;
}

/** Encodes a path. Error: `unsupported Win32 path` for a drive without backslashes, such as `C:a` and `C:/a`. */
export function encodePath(path: string): EncodedPath | CelError {
  const share = shareOf(path);
  if (share !== undefined) return encoded("unc", path, share.name !== undefined && !share.hasRest);
  if (isDrive(path)) {
    if (path.length > 2 && !path.includes("\\")) return UNSUPPORTED;
    return encoded("drive", `/${path}`, path.length <= 3);
  }
  return encoded(path.includes("\\") ? "windows-relative" : "unix", path, false);
}

/** The path in the spelling of its kind again. */
export function decodePath({ kind, value }: Pick<EncodedPath, "kind" | "value">): string {
  switch (kind) {
    case "unix":
      return value;
    case "windows-relative":
      return backslashed(value);
    case "drive":
      return backslashed(value).replace(/^\\/, "");
    case "unc":
      return `\\${backslashed(value)}`;
  }
}

export const backslashed = (path: string): string => path.replaceAll("/", "\\");

/** `C:` of a path on a drive, `\\host\share` of one on a share, otherwise nothing. */
export function volumeOf(path: string): string {
  const { host, name } = shareOf(path) ?? {};
  if (host && name) return `\\\\${host}\\${name}`;
  return isDrive(path) ? path.slice(0, 2) : "";
}

const encoded = (kind: EncodedPath["kind"], path: string, isRoot: boolean): EncodedPath => ({
  kind,
  value: clean(path.replaceAll("\\", "/")),
  isRoot,
});

const isDrive = (path: string) => /^[A-Za-z]:/.test(path);

interface Share {
  readonly host: string;
  readonly name: string | undefined;
  readonly hasRest: boolean;
}

/** The parts of `\\host\share\rest`; nothing of another path. */
function shareOf(path: string): Share | undefined {
  if (!path.startsWith("\\\\")) return undefined;
  const [host = "", name, ...rest] = path.slice(2).split("\\");
  return { host, name, hasRest: rest.length > 0 };
}

const UNSUPPORTED = new CelError("unsupported Win32 path");
