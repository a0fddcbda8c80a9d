/// <reference path="./oidc-provider-modules.d.ts" />

// The modules behind the package's index. The index itself writes "Unsupported runtime" to the terminal on Node 20,
// where the package works (okta.md 7.3, trap 1); nothing else is lost by going past it. The version is pinned exactly.
export * as errors from "oidc-provider/lib/helpers/errors.js";
export * as interactionPolicy from "oidc-provider/lib/helpers/interaction_policy/index.js";
export { Provider } from "oidc-provider/lib/provider.js";
