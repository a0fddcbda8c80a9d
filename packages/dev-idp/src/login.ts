import type { IncomingMessage, ServerResponse } from "node:http";
import type { Interaction, InteractionResults, Provider } from "oidc-provider";
import type { DevClient } from "./clients.js";
import { formBody } from "./http/form-body.js";
import { errorPage } from "./pages/error-page.js";
import { loginPage } from "./pages/login-page.js";
import { pageHeaders } from "./pages/page.js";
import { methodsFor, wantedAcr } from "./provider/acr.js";
import { errors } from "./provider/oidc-provider.js";
import { oktaTexts } from "./provider/okta-texts.js";
import type { Settings } from "./settings.js";
import type { DevUser } from "./users/user.js";

/** What the login route needs; `provider` is asked each time, because key rotation replaces it. */
export interface LoginParts {
  readonly provider: () => Provider;
  readonly clients: readonly DevClient[];
  readonly settings: Settings;
  readonly log: (line: string) => void;
}

/** DEV-5: shows the login page of an interaction, and takes what is posted from it. */
export async function login(request: IncomingMessage, response: ServerResponse, parts: LoginParts): Promise<void> {
  const provider = parts.provider();
  let interaction: Interaction;
  try {
    interaction = await provider.interactionDetails(request, response);
  } catch (error) {
    if (!(error instanceof errors.SessionNotFound)) throw error;
    return sendPage(response, 400, errorPage("sign_in_ended", "", onlyApplication(parts.clients)));
  }
  const finish = (result: InteractionResults) =>
    provider.interactionFinished(request, response, result, { mergeWithLastSubmission: "consent" in result });

  if (interaction.prompt.name === "consent") return finish({ consent: {} });
  if (request.method !== "POST") return show(response, interaction, parts, { login: hintOf(interaction, parts) });
  const form = await formBody(request);
  if (!form) return sendPage(response, 400, errorPage("invalid_request", "The form could not be read."));
  if (form.has("cancel")) return finish({ error: "access_denied", error_description: oktaTexts.cancelled });

  const choice = chosenUser(form, parts.settings);
  if ("error" in choice) return show(response, interaction, parts, { login: form.get("login") ?? "", ...choice });
  return finish(loginResult(choice.user, interaction));
}

type Choice = { readonly user: DevUser } | { readonly error: string };

function chosenUser(form: URLSearchParams, settings: Settings): Choice {
  const button = form.get("user");
  const typed = form.get("login")?.trim() ?? "";
  const user = button === null ? settings.users().find(typed) : settings.users().bySub(button);
  if (button === null && typed === "") return { error: "Type a login, for example alice@example.com." };
  if (!user) return { error: `There is no user “${button ?? typed}”. Choose one of the users on this page.` };
  if (button === null && settings.switches().wrongPassword) return { error: "This password is not right." };
  return { user };
}

/** A user who is not assigned to the application is sent back at once, without a session (DEV-6). */
function loginResult(user: DevUser, { params }: Interaction): InteractionResults {
  if (!user.assigned) return { error: "access_denied", error_description: oktaTexts.notAssigned };
  const acr = wantedAcr(params.acr_values);
  return {
    login: { accountId: user.sub, amr: methodsFor(acr), ...(acr === undefined ? {} : { acr }), remember: true },
  };
}

function show(
  response: ServerResponse,
  interaction: Interaction,
  { clients, settings }: LoginParts,
  state: { readonly login: string; readonly error?: string },
): void {
  const { params, uid } = interaction;
  const client = clients.find(({ clientId }) => clientId === params.client_id);
  const users = settings.users();
  const view = {
    action: `/login/${uid}`,
    clientName: client?.name ?? client?.clientId ?? "the application",
    scopes: String(params.scope ?? "")
      .split(" ")
      .filter(Boolean),
    users: users.all,
    login: state.login,
    hinted: users.find(state.login)?.sub,
    error: state.error,
  };
  sendPage(response, state.error === undefined ? 200 : 400, loginPage(view), redirectTargets(client));
}

/** The text for the login field: what the application hints at, or whoever must sign in again. */
function hintOf({ params, session }: Interaction, { settings }: LoginParts): string {
  if (typeof params.login_hint === "string") return params.login_hint;
  return settings.users().bySub(session?.accountId ?? "")?.login ?? "";
}

function redirectTargets(client: DevClient | undefined): string[] {
  return [...new Set(client?.redirectUris.map((uri) => new URL(uri).origin))];
}

function onlyApplication(clients: readonly DevClient[]): string | undefined {
  const origins = new Set(clients.flatMap(redirectTargets));
  return origins.size === 1 ? [...origins][0] : undefined;
}

function sendPage(response: ServerResponse, status: number, page: string, formTargets?: readonly string[]): void {
  response.writeHead(status, pageHeaders(formTargets)).end(page);
}
