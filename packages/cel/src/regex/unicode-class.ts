/**
 * The name of a Unicode class as RE2JS knows it. Go reads names without regard to case, spaces, hyphens and underscores, and knows
 * the long names of categories (`Letter`). It knows no scripts of two words and no binary properties (`Emoji`), for which the
 * answer is a name that RE2JS does not know either.
 */
export function unicodeClass(name: string): string {
  if (name.startsWith("^")) return `^${unicodeClass(name.slice(1))}`;
  const letters = name.toLowerCase().replace(/[_\- ]/g, "");
  return known.get(letters) ?? letters.slice(0, 1).toUpperCase() + letters.slice(1);
}

/** Long names with the category each stands for, and the properties that only RE2JS knows. */
const TABLE = `
other C, control Cc, cntrl Cc, format Cf, unassigned Cn, privateuse Co, surrogate Cs,
letter L, casedletter LC, lc LC, lowercaseletter Ll, modifierletter Lm, otherletter Lo, titlecaseletter Lt, uppercaseletter Lu,
mark M, combiningmark M, spacingmark Mc, enclosingmark Me, nonspacingmark Mn,
number N, decimalnumber Nd, digit Nd, letternumber Nl, othernumber No,
punctuation P, punct P, connectorpunctuation Pc, dashpunctuation Pd, closepunctuation Pe, finalpunctuation Pf,
initialpunctuation Pi, otherpunctuation Po, openpunctuation Ps,
symbol S, currencysymbol Sc, modifiersymbol Sk, mathsymbol Sm, othersymbol So,
separator Z, lineseparator Zl, paragraphseparator Zp, spaceseparator Zs,
alphabetic ?, dash ?, emoji ?, lowercase ?, math ?, uppercase ?`;

const known: ReadonlyMap<string, string> = new Map(
  TABLE.split(",").map((entry) => {
    const [name = "", known = "?"] = entry.trim().split(" ");
    return [name, known];
  }),
);
