import type { CookieAttributes, CookieJar } from "../http/cookies.js";
import type { Opened, Seals } from "../session/seal.js";
import type { Settings } from "../settings.js";

const WINDOW = 60_000;
const MAX_COMPLETED = 5;

/**
 * Stops a browser that signs in over and over because something refuses its fresh session (TX-10): counts sign-ins that
 * completed within a minute, in a sealed cookie of its own, because transactions are gone by then and the session may be.
 */
export interface LoopGuard {
  isLooping(jar: CookieJar): Promise<boolean>;
  completed(jar: CookieJar): Promise<void>;
  /** Signing out is something a person does. */
  reset(jar: CookieJar): void;
}

export function loopGuard(settings: Settings, seals: Seals): LoopGuard {
  const { app, clock } = settings;
  const name = `${settings.session.cookieName}_loop`;
  const attributes: CookieAttributes = { path: "/", secure: app.secure, sameSite: "lax", maxAge: WINDOW / 1000 };

  async function recent(jar: CookieJar): Promise<readonly number[]> {
    const sealed = jar.get(name);
    if (sealed === undefined) return [];
    const opened: Opened<{ at: readonly number[] }> = await seals.open("loop", name, sealed);
    return "value" in opened ? opened.value.at.filter((moment) => clock() - moment < WINDOW) : [];
  }

  return {
    isLooping: async (jar) => (await recent(jar)).length >= MAX_COMPLETED,
    async completed(jar) {
      const at = [...(await recent(jar)), clock()].slice(-MAX_COMPLETED);
      jar.set(name, await seals.seal("loop", name, { at }, (clock() + WINDOW) / 1000), attributes);
    },
    reset(jar) {
      if (jar.get(name) !== undefined) jar.set(name, "", { ...attributes, maxAge: 0 });
    },
  };
}
