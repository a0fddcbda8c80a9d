import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import type { Contact } from "../src/contacts/contact.js";
import { databaseKinds } from "./support/databases.js";
import { freePort } from "./support/free-port.js";
import { type Person, signedIn } from "./support/people.js";
import { endLeftApps, startApp } from "./support/start-app.js";
import { oktaVariables, startIdp } from "./support/test-app.js";

const kinds = databaseKinds();
afterAll(() => Promise.all(kinds.map((kind) => kind.close())));

afterEach(endLeftApps);

const WRITES = 200;
const AT_ONCE = 8;

/** Posts contacts until the app is gone; the ones that were answered with 201. */
async function writeUntilItDies(alice: Person, onAcknowledged: (count: number) => void): Promise<string[]> {
  const acknowledged: string[] = [];
  let next = 0;
  const write = async () => {
    while (next < WRITES) {
      const answer = await alice.post("/contacts", { firstName: "Crash", lastName: `Test ${next++}` });
      const { id } = (await answer.json()) as Contact;
      if (answer.status === 201) onAcknowledged(acknowledged.push(id));
    }
  };
  await Promise.allSettled(Array.from({ length: AT_ONCE }, write));
  return acknowledged;
}

describe.each(kinds)("kill -9 in the middle of 200 writes, with $name", (kind) => {
  it.each([20, 90, 150])("after %i of them: every contact that was acknowledged is there", async (killAfter) => {
    const database = await kind.create();
    const folder = mkdtempSync(join(tmpdir(), "contacts-crash-"));
    const appBaseUrl = `http://localhost:${await freePort()}`;
    const idp = await startIdp(appBaseUrl);
    const options = { dataDir: folder, env: { ...oktaVariables(idp, appBaseUrl), ...database.env } };
    try {
      const first = await startApp(options);
      const alice = await signedIn(appBaseUrl, idp, "alice@example.com");
      const acknowledged = await writeUntilItDies(alice, (count) => {
        if (count === killAfter) process.kill(first.pid, "SIGKILL");
      });
      expect(await first.stop()).toBe("SIGKILL");
      expect(acknowledged.length).toBeGreaterThanOrEqual(killAfter);
      expect(acknowledged.length).toBeLessThan(WRITES);

      const second = await startApp(options);
      try {
        // The session survived, too: the same person goes on.
        const found = new Set<string>();
        let next: string | null = "";
        while (next !== null) {
          const page = await (
            await alice.get(`/contacts?q=crash&limit=100${next === "" ? "" : `&after=${next}`}`)
          ).json();
          for (const { id } of page.contacts) found.add(id);
          next = page.next;
        }
        expect(acknowledged.filter((id) => !found.has(id))).toEqual([]);
        const written = await alice.post("/contacts", { firstName: "After", lastName: "Crash" });
        expect(written.status).toBe(201);
      } finally {
        await second.stop();
      }
    } finally {
      await idp.close();
      rmSync(folder, { recursive: true, force: true });
      database.remove();
    }
  });
});
