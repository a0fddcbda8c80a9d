import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { freePort } from "./support/free-port.js";
import { signedIn, stranger } from "./support/people.js";
import { endLeftApps, startApp } from "./support/start-app.js";
import { oktaVariables, startIdp } from "./support/test-app.js";

afterEach(endLeftApps);

it("the log at its most talkative holds no cookie, code, token, secret or search, and standard output none of the log", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "contacts-log-"));
  const appBaseUrl = `http://localhost:${await freePort()}`;
  const idp = await startIdp(appBaseUrl);
  const variables = oktaVariables(idp, appBaseUrl);
  const SESSION_SECRET = "a-session-secret-of-the-tests-0123456789";
  const app = await startApp({ dataDir, env: { ...variables, SESSION_SECRET, LOG_LEVEL: "trace" } });
  try {
    const alice = await signedIn(appBaseUrl, idp, "alice@example.com");
    await alice.get("/contacts?q=searched-for-canary", {
      authorization: "Bearer header-canary",
      "x-request-id": "id-canary",
    });
    await alice.post("/contacts", { firstName: "Canary", lastName: "x".repeat(101), notes: "body-canary" });
    await stranger(appBaseUrl).get("/authorization-code/callback?code=code-canary&state=state-canary");
    await stranger(appBaseUrl).get("/login?returnTo=/%3Freturn-canary");
    const cookies = [...alice.cookies.values()];
    expect(cookies.length).toBeGreaterThan(0);
    await app.stop();

    const lines = app.output.stderr.trim().split("\n");
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
    expect(lines.map((line) => JSON.parse(line).req?.path).filter(Boolean)).toEqual(
      expect.arrayContaining(["/login", "/authorization-code/callback", "/contacts"]),
    );
    for (const secret of [
      ...cookies,
      "canary",
      "Canary",
      SESSION_SECRET,
      variables.OKTA_CLIENTSECRET ?? "",
      "code=",
      "state=",
    ]) {
      expect(app.output.stderr).not.toContain(secret);
    }
    expect(app.output.stdout.trim().split("\n")).toHaveLength(3);
  } finally {
    await idp.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
