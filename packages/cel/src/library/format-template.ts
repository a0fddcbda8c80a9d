/** The template of `format`: text with clauses `%s %d %f %e %b %x %X %o %%` and a precision before the verb (cel.md section 6.4). */

export type Verb = "s" | "d" | "f" | "e" | "b" | "x" | "X" | "o";

/** What a clause asks for: how to show the next argument. */
export interface Clause {
  readonly verb: Verb;
  readonly precision: number;
}

/** A piece of a template: literal text, a clause, or what is wrong at this place. */
export type TemplatePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "clause"; readonly clause: Clause }
  | { readonly kind: "end" }
  | { readonly kind: "wrong"; readonly problem: string };

/**
 * Reads a template from the left; a part that is wrong is the last one. A lone `%` at the end is an `end`, since it is reported
 * before or after a missing argument, as the case may be.
 */
export function templateParts(template: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  let position = 0;
  while (position < template.length) {
    const percent = template.indexOf("%", position);
    if (percent < 0) return [...parts, { kind: "text", text: template.slice(position) }];
    if (percent > position) parts.push({ kind: "text", text: template.slice(position, percent) });
    if (percent + 1 === template.length) return [...parts, { kind: "end" }];
    if (template[percent + 1] === "%") {
      parts.push({ kind: "text", text: "%" });
      position = percent + 2;
      continue;
    }
    const { part, length } = clauseAt(template, percent + 1);
    parts.push(part);
    if (part.kind === "wrong") return parts;
    position = percent + 1 + length;
  }
  return parts;
}

const DEFAULT_PRECISION = 6;
const MAX_PRECISION = 100;

interface Read {
  readonly part: TemplatePart;
  readonly length: number;
}

function clauseAt(template: string, start: number): Read {
  if (template[start] !== ".") return verbAt(template, start, start, DEFAULT_PRECISION);
  let end = start + 1;
  while (isDigit(template[end])) end += 1;
  if (end === template.length) return wrong("error while parsing precision: could not find end of precision specifier");
  const digits = template.slice(start + 1, end);
  const notANumber = atoiProblem(digits);
  if (notANumber !== undefined)
    return wrong(`error while parsing precision: error while converting precision to integer: ${notANumber}`);
  const precision = BigInt(digits);
  if (precision > MAX_PRECISION)
    return wrong(
      `error while parsing precision: precision ${precision} exceeds maximum allowed precision ${MAX_PRECISION}`,
    );
  return verbAt(template, start, end, Number(precision));
}

const isDigit = (character: string | undefined) => character !== undefined && character >= "0" && character <= "9";

/** What Go's Atoi says of these digits. */
function atoiProblem(digits: string): string | undefined {
  if (digits === "") return 'strconv.Atoi: parsing "": invalid syntax';
  if (digits.length > 18 && BigInt(digits) > 9223372036854775807n)
    return `strconv.Atoi: parsing "${digits}": value out of range`;
  return undefined;
}

function verbAt(template: string, start: number, position: number, precision: number): Read {
  const verb = template[position] as string;
  if (!"sdfebxXo".includes(verb)) return wrong(`unrecognized formatting clause "${firstByte(template, position)}"`);
  return { part: { kind: "clause", clause: { verb: verb as Verb, precision } }, length: position + 1 - start };
}

/** The reference reads bytes: of a character beyond ASCII it shows the first byte of its UTF-8. */
function firstByte(template: string, position: number): string {
  const [byte = 0] = new TextEncoder().encode(String.fromCodePoint(template.codePointAt(position) as number));
  return String.fromCharCode(byte);
}

const wrong = (problem: string): Read => ({
  part: { kind: "wrong", problem: `could not parse formatting clause: ${problem}` },
  length: 0,
});
