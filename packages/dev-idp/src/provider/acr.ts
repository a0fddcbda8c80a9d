/** Okta's authentication contexts (OKT-3) and whether each needs a second factor. */
const contexts: Readonly<Record<string, { readonly secondFactor: boolean }>> = {
  "urn:okta:loa:1fa:any": { secondFactor: false },
  "urn:okta:loa:1fa:pwd": { secondFactor: false },
  "urn:okta:loa:2fa:any": { secondFactor: true },
  "urn:okta:loa:2fa:any:ifpossible": { secondFactor: true },
  phr: { secondFactor: true },
  phrh: { secondFactor: true },
};

/** The values of `acr_values` that mean something here; others are ignored, as by Okta. */
export const acrValues: readonly string[] = Object.keys(contexts);

/** The first known value of an `acr_values` parameter, undefined when there is none. */
export function wantedAcr(parameter: unknown): string | undefined {
  if (typeof parameter !== "string") return undefined;
  return parameter.split(" ").find((value) => Object.hasOwn(contexts, value));
}

/** True when a sign-in with these methods is good enough for `acr`. */
export function satisfies(amr: readonly string[] | undefined, acr: string | undefined): boolean {
  return acr === undefined || !contexts[acr]?.secondFactor || (amr?.includes("mfa") ?? false);
}

/** The methods a sign-in for `acr` reports: everybody here has a second factor at hand when one is asked for. */
export function methodsFor(acr: string | undefined): string[] {
  return acr !== undefined && contexts[acr]?.secondFactor ? ["pwd", "otp", "mfa"] : ["pwd"];
}
