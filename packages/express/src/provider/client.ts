import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
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
  authorizationUrl(metadata: ProviderMetadata, parameters: Readonly<Record<string, string>>): URL;
  /** @param query the callback's query string. Rejects with a `SignInError`. */
  exchange(metadata: ProviderMetadata, query: string, context: ExchangeContext): Promise<Tokens>;
  /** A configuration for one use of openid-client, which keeps state inside it (sign-in.md section 3). */
  configuration(metadata: ProviderMetadata, purpose: "token" | "userinfo"): Promise<Configuration>;
}

export function client(settings: Settings, outgoing: Outgoing): Client {
  const redirectUri = settings.app.href + settings.routes.callback;

  async function configuration(metadata: ProviderMetadata, purpose: "token" | "userinfo"): Promise<Configuration> {
    const algs = acceptedAlgs(settings, metadata);
    if (algs.length === 0) throw badIdToken("alg", "the provider advertises none of idTokenAlgs");
    const clientMetadata: Partial<ClientMetadata> = {
      // An array narrows the library's choice as a single value does.
      id_token_signed_response_alg: algs as never,
      [clockTolerance]: settings.clockTolerance,
      [clockSkew]: Math.round((settings.clock() - Date.now()) / 1000),
    };
    const made = new Configuration(metadata, settings.clientId, clientMetadata, await clientAuth(settings));
    made[customFetch] = outgoing(purpose) as never;
    made.timeout = settings.http.timeout * 2;
    if (settings.insecureIssuer) allowInsecureRequests(made);
    return made;
  }

  return {
    redirectUri,
    configuration,
    authorizationUrl: (metadata, parameters) =>
      buildAuthorizationUrl(new Configuration(metadata, settings.clientId, undefined, None()), {
        redirect_uri: redirectUri,
        ...parameters,
      }),
    async exchange(metadata, query, { state, nonce, verifier, maxAge }) {
      const configured = await configuration(metadata, "token");
      try {
        const answer = await authorizationCodeGrant(configured, new URL(redirectUri + query), {
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
async function clientAuth({ clientAuth, clientSecret }: Settings): Promise<ClientAuth> {
  if (clientAuth === "none" || clientSecret === undefined) return None();
  let secret: string;
  try {
    secret = await clientSecret();
  } catch {
    throw new SignInError("client_credentials_rejected", { detail: "the clientSecret function rejected" });
  }
  return {
    client_secret_basic: ClientSecretBasic,
    client_secret_post: ClientSecretPost,
    client_secret_jwt: ClientSecretJwt,
  }[clientAuth](secret);
}
