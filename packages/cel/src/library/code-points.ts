import { codePoints } from "../value/size.js";

/** Strings count in code points (cel.md section 4.6); as long as no surrogate occurs, those are JavaScript's own units. */

const hasSurrogates = (text: string) => /[\ud800-\udfff]/.test(text);

/** The unit where the code point of this index starts; the end of the text for an index beyond. */
export function unitOf(text: string, index: number): number {
  if (!hasSurrogates(text)) return Math.min(index, text.length);
  let unit = 0;
  for (let left = index; left > 0 && unit < text.length; left -= 1) unit += widthAt(text, unit);
  return unit;
}

/** The index of the code point that starts at this unit. */
export const indexOfUnit = (text: string, unit: number): number => codePoints(text.slice(0, unit));

/** How many units the code point here takes: 1 or 2. */
export const widthAt = (text: string, unit: number): number => ((text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1);
