import { afterEach } from "vitest";
import { type Site, type SiteOptions, site } from "./site.js";

/** Starts sites for the tests of a file and closes them after each test. */
export function sites(): (options?: SiteOptions) => Promise<Site> {
  let open: Site[] = [];
  afterEach(async () => {
    await Promise.all(open.map((made) => made.close()));
    open = [];
  });
  return async (options = {}) => {
    const made = await site(options);
    open.push(made);
    return made;
  };
}
