import type { KoaContextWithOIDC, interactionPolicy as types } from "oidc-provider";
import type { Settings } from "../settings.js";
import { satisfies, wantedAcr } from "./acr.js";
import { isOverage } from "./groups-claim.js";
import { errors, interactionPolicy } from "./oidc-provider.js";
import { oktaTexts } from "./okta-texts.js";

/**
 * When to show the login page, and who may pass. There is no consent page (Okta's TRUSTED consent), but the prompt
 * must stay requestable (okta.md 7.3, trap 4); the login route answers it.
 */
export function loginPolicy(settings: Settings): types.DefaultPolicy {
  const { base, Check, Prompt } = interactionPolicy;
  const policy = base();
  policy.remove("consent");
  policy.add(new Prompt({ name: "consent", requestable: true }));

  const login = policy.get("login");
  login?.checks.add(new Check("user_gone", oktaTexts.loginRequired, userIsGone));
  login?.checks.add(new Check("step_up", oktaTexts.loginRequired, needsStepUp));
  for (const check of login?.checks ?? []) {
    check.description = oktaTexts.loginRequired;
    check.error = "login_required";
  }

  policy.add(
    new Prompt(
      { name: "access" },
      new Check("access", oktaTexts.notAssigned, "access_denied", (ctx) => {
        refuse(ctx, settings);
        return Check.NO_NEED_TO_PROMPT;
      }),
    ),
  );
  return policy;
}

/** The session belongs to a user who was taken out of the configuration file since. */
function userIsGone({ oidc }: KoaContextWithOIDC): boolean {
  return oidc.session?.accountId !== undefined && !oidc.account;
}

/** The session's sign-in is weaker than the authentication context that is asked for (OKT-3). */
function needsStepUp({ oidc }: KoaContextWithOIDC): boolean {
  return oidc.session?.accountId !== undefined && !satisfies(oidc.session.amr, wantedAcr(oidc.params?.acr_values));
}

/** DEV-6: the refusals of Okta that come after a good login. */
function refuse({ oidc }: KoaContextWithOIDC, settings: Settings): void {
  const user = settings.users().bySub(oidc.account?.accountId ?? "");
  if (user && !user.assigned) throw new errors.AccessDenied(oktaTexts.notAssigned);
  const switches = settings.switches();
  if (switches.noAccessPolicy) throw new errors.AccessDenied(oktaTexts.noPolicy);
  if (user && isOverage(user.groups, switches)) {
    throw new errors.CustomOIDCProviderError("server_error", oktaTexts.tooManyGroups);
  }
}
