import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildAuthorizationUrlWithPAR,
  type ClientAuth,
  type ClientMetadata,
  ClientSecretBasic,
  ClientSecretJwt,
  ClientSecretPost,
  Configuration,
  clockSkew,
  clockTolerance,
  customFetch,
  None,
  PrivateKeyJwt,
} from "openid-client";
import { badIdToken, SignInError } from "../errors.js";
import type { Outgoing } from "../http/outgoing.js";
import type { Settings } from "../settings.js";
import { acceptedAlgs } from "./id-token.js";
import { tokenEndpointError } from "./library-errors.js";
import type { ProviderMetadata } from "./metadata.js";

/** What the exchange of a code needs to know of the transaction that asked for it. */
export interface ExchangeContext {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly maxAge?: number | undefined;
}

/** The token endpoint's answer, checked by openid-client; the ID token's signature is not verified yet. */
export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string;
  /** What was granted, when the provider says so. */
  readonly scope: string | undefined;
}

/** The client at one provider: requests that carry its identity. */
export interface Client {
  readonly redirectUri: string;
  /** With pushed authorization requests the parameters go to the provider first (RFC 9126). */
  authorizationUrl(metadata: ProviderMetadata, parameters: Readonly<Record<string, string>>): Promise<URL>;
  /** @param query the callback's query string. Rejects with a `SignInError`. */
  exchange(metadata: ProviderMetadata, query: string, context: ExchangeContext): Promise<Tokens>;
  /** A configuration for one use of openid-client, which keeps state inside it (sign-in.md section 3). */
  configuration(metadata: ProviderMetadata, purpose: "token" | "userinfo" | "par"): Promise<Configuration>;
}

export function client(settings: Settings, outgoing: Outgoing): Client {
  const redirectUri = settings.app.href + settings.routes.callback;

  function configured(metadata: ProviderMetadata, about: Partial<ClientMetadata> | undefined, auth: ClientAuth) {
    const made = new Configuration(metadata, settings.clientId, about, auth);
    if (settings.insecureIssuer) allowInsecureRequests(made);
    return made;
  }

  async function configuration(
    metadata: ProviderMetadata,
    purpose: "token" | "userinfo" | "par",
  ): Promise<Configuration> {
    const algs = acceptedAlgs(settings, metadata);
    if (algs.length === 0) throw badIdToken("alg", "the provider advertises none of idTokenAlgs");
    const clientMetadata: Partial<ClientMetadata> = {
      // An array narrows the library's choice as a single value does.
      id_token_signed_response_alg: algs as never,
      [clockTolerance]: settings.clockTolerance,
      [clockSkew]: Math.round((settings.clock() - Date.now()) / 1000),
    };
    const made = configured(metadata, clientMetadata, await clientAuth(settings));
    made[customFetch] = outgoing(purpose) as never;
    made.timeout = settings.http.timeout * 2;
    return made;
  }

  return {
    redirectUri,
    configuration,
    async authorizationUrl(metadata, parameters) {
      const all = { redirect_uri: redirectUri, ...parameters };
      const pushes =
        settings.par === "auto" ? metadata.pushed_authorization_request_endpoint !== undefined : settings.par;
      if (!pushes) return buildAuthorizationUrl(configured(metadata, undefined, None()), all);
      try {
        return await buildAuthorizationUrlWithPAR(await configuration(metadata, "par"), all);
      } catch (error) {
        throw tokenEndpointError(error);
      }
    },
    async exchange(metadata, query, { state, nonce, verifier, maxAge }) {
      const using = await configuration(metadata, "token");
      try {
        const answer = await authorizationCodeGrant(using, new URL(redirectUri + query), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
          ...(maxAge === undefined ? {} : { maxAge }),
        });
        if (answer.id_token === undefined) throw badIdToken("malformed", "no ID token");
        if (answer.token_type !== "bearer") throw new SignInError("op_error", { detail: "token_type is not bearer" });
        return { accessToken: answer.access_token, idToken: answer.id_token, scope: answer.scope };
      } catch (error) {
        throw tokenEndpointError(error);
      }
    },
  };
}

/** Said explicitly: the library's default is post, Okta's is basic. */
async function clientAuth({ clientAuth, clientSecret, clientKey }: Settings): Promise<ClientAuth> {
  if (clientAuth === "private_key_jwt" && clientKey !== undefined)
    return PrivateKeyJwt(await clientKey().catch(unusable));
  if (clientAuth === "none" || clientAuth === "private_key_jwt" || clientSecret === undefined) return None();
  const bySecret = {
    client_secret_basic: ClientSecretBasic,
    client_secret_post: ClientSecretPost,
    client_secret_jwt: ClientSecretJwt,
  };
  return bySecret[clientAuth](await clientSecret().catch(unusable));
}

function unusable(): never {
  throw new SignInError("client_credentials_rejected", { detail: "the clientSecret or clientKey function rejected" });
}
