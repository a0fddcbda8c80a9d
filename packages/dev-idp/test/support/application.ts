import * as client from "openid-client";
import { createDevIdp, type DevIdp, type DevIdpOptions } from "../../src/index.js";

/** The application's callback; nobody listens there, the tests stop at the redirect. */
export const callback = "http://localhost:8080/authorization-code/callback";
export const home = "http://localhost:8080/";

/** One sign-in that the application has started. */
export interface Attempt {
  readonly url: URL;
  readonly checks: { expectedState: string; expectedNonce: string; pkceCodeVerifier: string; idTokenExpected: true };
}

/** An application on openid-client with ID-token signature checks, and the provider it uses (okta.md 7.4). */
export interface Application {
  readonly idp: DevIdp;
  readonly config: client.Configuration;
  attempt(parameters?: Record<string, string>): Promise<Attempt>;
  /** Takes the callback URL of an attempt to the token endpoint. */
  exchange(callbackUrl: string | URL, attempt: Attempt): ReturnType<typeof client.authorizationCodeGrant>;
  /** The whole sign-in, through `loginAs`. */
  signIn(who: string, parameters?: Record<string, string>): ReturnType<typeof client.authorizationCodeGrant>;
  /** The callback URL's parameters of a sign-in that is expected to fail. */
  refusal(who: string, parameters?: Record<string, string>): Promise<Record<string, string>>;
}

/** Starts a provider on a free port and an application that has discovered it. The caller closes `idp`. */
export async function application(options: DevIdpOptions = {}): Promise<Application> {
  const idp = createDevIdp({ port: 0, ...options });
  await idp.listen();
  const { OKTA_CLIENTID, OKTA_CLIENTSECRET } = idp.environment;
  const config = await client.discovery(
    new URL(idp.issuer),
    OKTA_CLIENTID,
    OKTA_CLIENTSECRET,
    client.ClientSecretBasic(OKTA_CLIENTSECRET),
    { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] },
  );

  async function attempt(parameters: Record<string, string> = {}): Promise<Attempt> {
    const pkceCodeVerifier = client.randomPKCECodeVerifier();
    const expectedState = client.randomState();
    const expectedNonce = client.randomNonce();
    const url = client.buildAuthorizationUrl(config, {
      redirect_uri: callback,
      scope: "openid profile email",
      state: expectedState,
      nonce: expectedNonce,
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: "S256",
      ...parameters,
    });
    return { url, checks: { expectedState, expectedNonce, pkceCodeVerifier, idTokenExpected: true } };
  }

  const exchange = (callbackUrl: string | URL, { checks }: Attempt) =>
    client.authorizationCodeGrant(config, new URL(callbackUrl), checks);

  return {
    idp,
    config,
    attempt,
    exchange,
    async signIn(who, parameters) {
      const started = await attempt(parameters);
      return exchange(await idp.loginAs(who, started.url), started);
    },
    async refusal(who, parameters) {
      const started = await attempt(parameters);
      const url = new URL(await idp.loginAs(who, started.url));
      return Object.fromEntries(url.searchParams);
    },
  };
}

/** The JSON of a JWT's header (0) or payload (1). */
export function jwtPart(jwt: string | undefined, part: 0 | 1): Record<string, unknown> {
  return JSON.parse(Buffer.from(jwt?.split(".")[part] ?? "", "base64url").toString()) as Record<string, unknown>;
}
