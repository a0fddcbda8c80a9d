/** The error descriptions of Okta that applications see and match on (okta.md 2.1, 3). */
export const oktaTexts = {
  notAssigned: "User is not assigned to the client application.",
  noPolicy: "Policy evaluation failed for this request, please check the policy configurations.",
  unknownScope: "One or more scopes are not configured for the authorization server resource.",
  badState: "The authentication request has an invalid 'state' parameter.",
  loginRequired: "The client specified not to prompt, but the user is not logged in.",
  cancelled: "The resource owner or authorization server denied the request.",
  tooManyGroups: "The groups claim matched too many groups and must be configured to match fewer groups",
  badCode: "The authorization code is invalid or has expired.",
  badRefreshToken: "The refresh token is invalid or expired.",
  needsProfileScope:
    "The access token must provide access to at least one of these scopes - profile, email, address or phone",
  badAccessToken: "The access token is invalid.",
} as const;
